//! Which names mean the same?

use crate::order::Order as _;
use crate::text::stem::hash_bytes;
use std::sync::OnceLock;

/// How two different names relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bond {
    /// Two names of one thing: NATO, North Atlantic Treaty Organization.
    Same,
    /// A country, its people or its capital: Russia, Russian, Moscow.
    Kin,
}

/// The longest alias, in words.
pub const LONGEST: usize = 8;

/// The table's text; its head says where it is from and how to extend it.
const TABLE: &str = include_str!("aliases.txt");

/// Name hash, line and bond, in order.
fn entries() -> &'static [(u32, u16, Bond)] {
    static ENTRIES: OnceLock<Vec<(u32, u16, Bond)>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries = Vec::new();
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for (number, line) in (0..).zip(lines) {
            let Some((bond, names)) = line.split_once('\t') else { continue };
            let bond = if bond == "same" { Bond::Same } else { Bond::Kin };
            entries
                .extend(names.split(" | ").map(|name| (hash_bytes(name.replace('-', " ").as_bytes()), number, bond)));
        }
        entries.order_by_key(|&(hash, number, _)| (hash, number));
        entries
    })
}

/// The lines on which a name stands.
fn lines_of(name: &str) -> &'static [(u32, u16, Bond)] {
    let hash = hash_bytes(name.as_bytes());
    let entries = entries();
    let start = entries.partition_point(|entry| entry.0 < hash);
    let end = entries.partition_point(|entry| entry.0 <= hash);
    entries.get(start..end).unwrap_or_default()
}

/// Whether a name stands in the table. Names are folded, their words parted by single spaces, without article.
pub fn is_known(name: &str) -> bool {
    !lines_of(name).is_empty()
}

/// How two different names relate; none where the table knows of nothing.
pub fn bond(a: &str, b: &str) -> Option<Bond> {
    let mut found = None;
    for &(_, line, bond) in lines_of(a) {
        if lines_of(b).iter().any(|&(_, other, _)| other == line) {
            if bond == Bond::Same {
                return Some(Bond::Same);
            }
            found = Some(bond);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names_of_one_thing() {
        assert_eq!(bond("nato", "north atlantic treaty organization"), Some(Bond::Same));
        assert_eq!(bond("kiev", "kyiv"), Some(Bond::Same));
        assert_eq!(bond("moscow", "russia"), Some(Bond::Kin));
        assert_eq!(bond("russian federation", "russia"), Some(Bond::Same));
        assert_eq!(bond("iran", "iraq"), None);
        assert!(is_known("imf") && !is_known("blinken"));
    }

    #[test]
    fn table_is_well_formed() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (bond, names) = line.split_once('\t').unwrap();
            assert!(matches!(bond, "same" | "kin"), "{line}");
            assert!(names.split(" | ").count() > 1, "{line}");
            for name in names.split(" | ") {
                assert!(name.split([' ', '-']).count() <= LONGEST && name == name.trim().to_lowercase(), "{name}");
            }
        }
    }
}
