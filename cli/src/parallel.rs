//! How is work done on all cores, with its results in order?
//!
//! One thread gives work, in batches; as many as asked for do it; the caller's own takes the results, in the order in
//! which the work was given. So what is done with them does not depend on how many threads there are. Only so many batches
//! are on their way at a time, however slow one of them is, which bounds the memory.

use std::collections::BTreeMap;
use std::mem;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A batch is complete with so many pieces of work, or so many bytes of them: handing over one of a few microseconds
/// alone would cost more than doing it.
const BATCH_COUNT: usize = 128;
const BATCH_BYTES: usize = 1 << 18;

/// Batches on their way, for each thread that works.
const BATCHES: usize = 4;

/// How many threads to work with.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct JobsArg {
    /// Threads to work with [default: as many as there are cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl JobsArg {
    /// The number of threads.
    pub(crate) fn count(self) -> usize {
        self.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}

/// Gives work with its size in bytes; says whether more is wanted.
pub(crate) type GiveWork<'a, T> = dyn FnMut(T, usize) -> bool + 'a;

/// Does what `produce` gives with `work` on so many threads, and hands the results to `consume`, in order, until it says
/// that it wants no more.
pub(crate) fn in_order<T: Send, R: Send>(
    jobs: usize,
    produce: impl FnOnce(&mut GiveWork<'_, T>) + Send,
    work: impl Fn(T) -> R + Sync,
    mut consume: impl FnMut(R) -> bool,
) {
    let jobs = jobs.max(1);
    let stopped = AtomicBool::new(false);
    let (permits, used) = sync_channel::<()>(jobs * BATCHES);
    let (to_work, queue) = channel::<(usize, Vec<T>)>();
    let (to_consume, results) = channel::<(usize, Vec<R>)>();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let (queue, work, stopped) = (&queue, &work, &stopped);
        scope.spawn(move || {
            let (mut batch, mut bytes, mut number) = (Vec::new(), 0, 0);
            let mut send = |batch: Vec<T>| {
                let sent = permits.send(()).is_ok() && to_work.send((number, batch)).is_ok();
                number += 1;
                sent && !stopped.load(Ordering::Relaxed)
            };
            produce(&mut |work, size| {
                batch.push(work);
                bytes += size;
                if batch.len() < BATCH_COUNT && bytes < BATCH_BYTES {
                    return true;
                }
                bytes = 0;
                send(mem::take(&mut batch))
            });
            send(batch);
        });
        for _ in 0..jobs {
            let to_consume = to_consume.clone();
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, batch)) = next else { return };
                    let wanted = |_: &T| !stopped.load(Ordering::Relaxed);
                    let done = batch.into_iter().take_while(wanted).map(work).collect();
                    if to_consume.send((number, done)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(to_consume);
        let (mut early, mut next) = (BTreeMap::new(), 0);
        for (number, batch) in results {
            early.insert(number, batch);
            while let Some(batch) = early.remove(&next) {
                next += 1;
                let _ = used.recv();
                for result in batch {
                    if !stopped.load(Ordering::Relaxed) && !consume(result) {
                        stopped.store(true, Ordering::Relaxed);
                    }
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn numbers(jobs: usize, count: usize, size: usize, wanted: usize) -> Vec<usize> {
        let mut taken = Vec::new();
        in_order(
            jobs,
            |give| {
                let _ = (0..count).take_while(|&number| give(number, size)).count();
            },
            |number| {
                // The first ones take longest.
                thread::sleep(Duration::from_micros(if number < 3 { 2000 } else { 1 }));
                number
            },
            |number| {
                taken.push(number);
                taken.len() < wanted
            },
        );
        taken
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for jobs in [1, 2, 7] {
            for size in [0, BATCH_BYTES / 3, BATCH_BYTES] {
                assert_eq!(numbers(jobs, 1000, size, usize::MAX), (0..1000).collect::<Vec<_>>(), "{jobs} {size}");
            }
        }
        assert!(numbers(3, 0, 1, usize::MAX).is_empty());
    }

    #[test]
    fn no_more_is_done_than_is_wanted() {
        assert_eq!(numbers(2, usize::MAX, BATCH_BYTES, 5), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn little_is_on_its_way_behind_a_slow_piece() {
        let done = AtomicBool::new(false);
        let given_before = Mutex::new(0);
        in_order(
            2,
            |give| {
                for number in 0..1000 {
                    if !done.load(Ordering::Relaxed) {
                        *given_before.lock().unwrap() = number;
                    }
                    give(number, BATCH_BYTES);
                }
            },
            |number| {
                if number == 0 {
                    thread::sleep(Duration::from_millis(50));
                    done.store(true, Ordering::Relaxed);
                }
            },
            |()| true,
        );
        assert!(*given_before.lock().unwrap() <= 2 * BATCHES + 1);
    }
}
