//! `copytaster pack verify`: is this pack what was written?

use crate::outcome::{Ended, Outcome, complain};
use std::io::{self, Write};

/// Read every byte of packs and compare every checksum
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Packs
    #[arg(value_name = "FILE", required = true)]
    packs: Vec<String>,
}

/// Verifies every pack.
pub(super) fn run(args: &Args) -> Ended {
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    for path in &args.packs {
        match super::open(path) {
            Ok(pack) => writeln!(out, "{path}: whole, {} stories", pack.len())?,
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}
