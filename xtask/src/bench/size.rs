//! How large is what a reader downloads?

use anyhow::Result;
use xtask::dist::{Contents, dist};

/// Builds the extension as it is published and prints the engine's size, raw and gzipped; fails beyond the budget.
pub(super) fn run() -> Result<()> {
    let sizes = dist(Contents::Release)?;
    println!("{sizes}");
    sizes.check()
}
