//! What do Chromium's processes hold? Linux tells.

use super::Memory;
use anyhow::{Context, Result};
use std::collections::{HashMap, HashSet};
use std::fs;

/// What the renderers that descend from a process hold.
pub(super) fn memory(ancestor: u64) -> Result<Memory> {
    let mut parents: HashMap<u64, u64> = HashMap::new();
    for entry in fs::read_dir("/proc").context("only Linux tells what processes hold")? {
        let Ok(process) = entry?.file_name().to_string_lossy().parse::<u64>() else { continue };
        // Its name stands in parentheses and may hold any character; state and parent follow.
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let parent = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        parents.extend(parent.map(|parent| (process, parent)));
    }
    let mut memory = Memory::default();
    for process in parents.keys() {
        let mut seen = HashSet::from([*process]);
        let mut parent = parents.get(process);
        while let Some(next) = parent.filter(|next| **next != ancestor && seen.insert(**next)) {
            parent = parents.get(next);
        }
        let command = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap_or_default();
        if parent != Some(&ancestor) || !command.contains("--type=renderer") {
            continue;
        }
        let held = private(*process);
        if command.contains("--extension-process") {
            memory.extension += held;
        } else {
            memory.pages += held;
        }
    }
    Ok(memory)
}

/// The bytes that a process shares with no other.
fn private(process: u64) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let kilobytes = |line: &str| -> Option<u64> { line.split_whitespace().nth(1)?.parse().ok() };
    let lines = rollup.lines().filter(|line| line.starts_with("Private_Clean:") || line.starts_with("Private_Dirty:"));
    lines.filter_map(kilobytes).sum::<u64>() * 1024
}
