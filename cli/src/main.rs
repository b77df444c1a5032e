//! The native program: which subcommand was asked for?
//!
//! One file per subcommand; each has its `Args` and a `run` that answers on standard output and complains on standard
//! error. [`outcome`] turns what they return into the exit status.

mod characters;
mod check;
mod compare;
mod extract;
mod fingerprint;
mod html;
mod input;
mod interrupt;
mod outcome;
mod pack;
mod paint;
mod parallel;
mod progress;
mod publish;
mod record;
mod scan;
mod show;
mod source;

use clap::Parser;
use std::process::ExitCode;

/// Finds that a page repeats a known wire story, and says what was changed.
#[derive(Parser)]
#[command(name = "copytaster", version, after_help = outcome::HELP, disable_help_subcommand = true)]
enum Command {
    Check(check::Args),
    Compare(compare::Args),
    Extract(extract::Args),
    Scan(scan::Args),
    #[command(subcommand)]
    Pack(pack::Command),
    Publish(publish::Args),
}

fn main() -> ExitCode {
    outcome::exit_code(match Command::parse() {
        Command::Check(args) => check::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Scan(args) => scan::run(&args),
        Command::Pack(command) => pack::run(&command),
        Command::Publish(args) => publish::run(&args),
    })
}
