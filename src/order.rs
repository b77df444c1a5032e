//! How is a list put in order?
//!
//! The standard library compiles its sort anew for every type and comparison: at fifty places about a seventh of the
//! engine's wasm code. Here the places of the elements are sorted, by one sort for all; what is compiled anew for a type
//! is its comparison and a swap. Plain numbers, such as the stems of a sentence, are sorted as they lie ([`order_numbers`]).

use std::cmp::Ordering;

/// A list that can be put in order. The order is stable: of equals, the one that stood first stands first.
pub(crate) trait Order<T> {
    /// Puts the elements in the order of a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Puts the elements in the order of their keys, smallest first.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Puts the elements in their own order, smallest first.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = sorted(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        arrange(order, &mut |a, b| self.swap(a, b));
    }
}

/// The places of so many elements, in the order of the elements there.
///
/// A merge sort from the bottom up; the library's, which is faster on long lists, is 7 KB of wasm even once.
fn sorted(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut merged = Vec::with_capacity(length);
    let mut run = 1;
    while run < length {
        merged.clear();
        let from = order.as_slice();
        for start in (0..length).step_by(2 * run) {
            let (middle, end) = ((start + run).min(length), (start + 2 * run).min(length));
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                let from_left = right == end || left < middle && compare(from[left], from[right]).is_le();
                let next = if from_left { &mut left } else { &mut right };
                merged.push(from[*next]);
                *next += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    order
}

/// Puts numbers in their order, smallest first.
///
/// A merge sort from the bottom up over runs that are put in order by insertion: sentences have few words. A twentieth of
/// the library's code, which is compiled anew for every type of number.
pub(crate) fn order_numbers<T: Copy + Ord>(numbers: &mut [T]) {
    const RUN: usize = 16;
    for run in numbers.chunks_mut(RUN) {
        for at in 1..run.len() {
            let (number, mut place) = (run[at], at);
            while place > 0 && run[place - 1] > number {
                run[place] = run[place - 1];
                place -= 1;
            }
            run[place] = number;
        }
    }
    let mut merged = Vec::with_capacity(numbers.len());
    let mut run = RUN;
    while run < numbers.len() {
        merged.clear();
        for two in numbers.chunks(2 * run) {
            let (mut left, mut right) = two.split_at(run.min(two.len()));
            while let ([one, ..], [other, ..]) = (left, right) {
                let from = if one <= other { &mut left } else { &mut right };
                merged.push(from[0]);
                *from = &from[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        numbers.copy_from_slice(&merged);
        run *= 2;
    }
}

/// Brings to each place the element whose place is named there, by at most one swap an element.
fn arrange(mut from: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        // Follows one circle of places until it closes.
        let mut at = start;
        while from[at] != start {
            let next = std::mem::replace(&mut from[at], at);
            swap(at, next);
            at = next;
        }
        from[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_keep_their_order() {
        let mut words = ["wire", "of", "page", "to", "copy", "a"];
        words.order_by_key(|word| word.len());
        assert_eq!(words, ["a", "of", "to", "wire", "page", "copy"]);
    }

    #[test]
    fn nothing_and_one_are_in_order() {
        <[u8]>::order(&mut []);
        let mut one = [7];
        one.order();
        assert_eq!(one, [7]);
    }

    proptest! {
        #[test]
        fn orders_numbers_as_the_standard_library_does(numbers in proptest::collection::vec(0_u32..50, 0..200)) {
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            order_numbers(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn orders_as_the_standard_library_does(list in proptest::collection::vec((0_u8..20, any::<u8>()), 0..300)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            ours.order_by(|a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|element| std::cmp::Reverse(element.0));
            prop_assert_eq!(ours, theirs);
        }
    }
}
