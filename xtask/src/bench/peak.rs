//! How much memory has a program had at most?
//!
//! The kernel keeps count of it (`VmHWM`); where it is not Linux, nothing is said.

use std::fs;

/// The most memory that a process has had so far, in bytes, by its number or `self`; none where that is not to be had.
pub(super) fn of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Counts anew from what this process has now.
pub(super) fn forget() {
    // Where it is refused, what is said next is too much and not too little.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// How it is printed.
pub(super) fn shown(bytes: Option<u64>) -> String {
    bytes.map_or("n/a".to_owned(), |bytes| format!("{:.0} MB", bytes as f64 / 1e6))
}
