//! How are numbers, texts and days written?
//!
//! Numbers of varying size are LEB128: seven bits a byte, lowest first, the eighth bit says that more follow. A text is
//! its length and its UTF-8; an optional one has its length plus one, and 0 for none.

use crate::text::date::Date;

/// Appends a number.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a text; one of 4 GB is cut off at the last character that fits.
pub(super) fn put_text(out: &mut Vec<u8>, text: Option<&str>) {
    let Some(text) = text else { return put_number(out, 0) };
    let fitting = &text[..text.floor_char_boundary(u32::MAX as usize - 1)];
    put_number(out, fitting.len() as u32 + 1);
    out.extend_from_slice(fitting.as_bytes());
}

/// A day as a number that sorts as days do; 0 for none.
pub(super) fn day_number(date: Option<Date>) -> u32 {
    date.filter(|date| (1..=9999).contains(&date.year))
        .map_or(0, |date| (date.year as u32) << 9 | u32::from(date.month) << 5 | u32::from(date.day))
}

/// The day of such a number.
pub(super) fn day(number: u32) -> Option<Date> {
    let date = Date { year: (number >> 9) as i32, month: (number >> 5 & 15) as u8, day: (number & 31) as u8 };
    let is_day = (1..=9999).contains(&date.year) && (1..=12).contains(&date.month) && date.day >= 1;
    is_day.then_some(date)
}

/// Reads what the functions above wrote; none where the bytes end or are no such thing.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    /// From the first of these bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next so many bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    /// The next four bytes, as a number.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The next eight bytes, as a number.
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.bytes(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A number of varying size.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    /// A text; the outer option is none where there is no such thing.
    pub(super) fn text(&mut self) -> Option<Option<&'a str>> {
        let Some(length) = (self.number()? as usize).checked_sub(1) else { return Some(None) };
        std::str::from_utf8(self.bytes(length)?).ok().map(Some)
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

/// The bytes of a record by its number, from a table of `count + 1` offsets (u32) with the records behind it.
pub(super) fn record(bytes: &[u8], count: u32, number: usize) -> Option<&[u8]> {
    if number >= count as usize {
        return None;
    }
    let table = table_size(count)?;
    let mut offsets = Fields::of(bytes.get(number * 4..table)?);
    let (start, end) = (offsets.u32()? as usize, offsets.u32()? as usize);
    bytes.get(table..)?.get(start..end)
}

/// Whether such a table fits into the bytes, its first offset is where records begin, and its last their end.
pub(super) fn is_table_of(bytes: &[u8], count: u32) -> bool {
    let Some(table) = table_size(count).filter(|&size| size <= bytes.len()) else { return false };
    let last = bytes.get(table - 4..table).and_then(|last| Fields::of(last).u32());
    Fields::of(bytes).u32() == Some(0) && last.is_some_and(|last| last as usize == bytes.len() - table)
}

/// Appends records behind the table of their offsets, for which it leaves room.
pub(super) struct TableWriter<'a> {
    out: &'a mut Vec<u8>,
    /// Where the next record's end is to be noted.
    next: usize,
    /// Where the first record begins.
    records: usize,
}

impl<'a> TableWriter<'a> {
    /// For exactly so many records.
    pub(super) fn new(out: &'a mut Vec<u8>, count: usize) -> Self {
        let table = out.len();
        out.resize(table + (count + 1) * 4, 0);
        Self { next: table + 4, records: out.len(), out }
    }

    /// Appends the next record; none where all of them are larger than offsets can say.
    pub(super) fn push(&mut self, record: &[u8]) -> Option<()> {
        self.out.extend_from_slice(record);
        let end = u32::try_from(self.out.len() - self.records).ok()?;
        self.out.get_mut(self.next..self.next + 4)?.copy_from_slice(&end.to_le_bytes());
        self.next += 4;
        Some(())
    }
}

/// The bytes of the offsets of so many records.
pub(super) fn table_size(count: u32) -> Option<usize> {
    (count as usize).checked_add(1)?.checked_mul(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        let mut out = Vec::new();
        for number in [0, 1, 127, 128, 300, u32::MAX] {
            put_number(&mut out, number);
        }
        put_text(&mut out, None);
        put_text(&mut out, Some(""));
        put_text(&mut out, Some("Zażółć"));
        let mut fields = Fields::of(&out);
        for number in [0, 1, 127, 128, 300, u32::MAX] {
            assert_eq!(fields.number(), Some(number));
        }
        assert_eq!(fields.text(), Some(None));
        assert_eq!(fields.text(), Some(Some("")));
        assert_eq!(fields.text(), Some(Some("Zażółć")));
        assert_eq!(fields.byte(), None);
    }

    #[test]
    fn a_number_that_is_too_large_is_none() {
        assert_eq!(Fields::of(&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F]).number(), None);
        assert_eq!(Fields::of(&[0x80; 9]).number(), None);
    }

    #[test]
    fn days_sort_as_numbers() {
        let date = |year, month, day| Some(Date { year, month, day });
        let days = [None, date(1987, 2, 26), date(1987, 3, 1), date(2024, 4, 16)];
        assert!(days.map(day_number).is_sorted());
        assert_eq!(days.map(|date| day(day_number(date))), days);
    }

    #[test]
    fn records_are_found_by_number() {
        let records: [&[u8]; 3] = [b"one", b"", b"three"];
        let mut bytes = Vec::new();
        let mut table = TableWriter::new(&mut bytes, 3);
        records.iter().for_each(|record| table.push(record).unwrap());
        assert!(is_table_of(&bytes, 3));
        assert!(!is_table_of(&bytes, 2));
        // Whoever reads one record after the other would read others than who reads them by number.
        let mut later = bytes.clone();
        later[0] = 1;
        assert!(!is_table_of(&later, 3));
        for (number, expected) in records.into_iter().enumerate() {
            assert_eq!(record(&bytes, 3, number), Some(expected));
        }
        assert_eq!(record(&bytes, 3, 3), None);
    }
}
