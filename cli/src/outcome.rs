//! How did it end, and what is said about what went wrong?
//!
//! Answers go to standard output, complaints to standard error, each with the file's name and what to do about it.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// The exit statuses, as `--help` tells them.
pub(crate) const HELP: &str = "\
Exit status: 0 when everything was read, whatever the verdicts; 2 for wrong use; 1 when some input could not be read
(named on standard error with its cure; the others are still answered).";

/// How a subcommand ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was read and answered.
    Complete,
    /// Some input was unreadable, and complained about; the rest was answered.
    Incomplete,
}

/// Why a subcommand could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was asked for something that makes no sense.
    Usage(String),
    /// Nothing of what it needs could be read or written.
    Work(String),
    /// Its answers could not be written.
    Output(io::Error),
}

/// What every subcommand returns.
pub(crate) type Ended = Result<Outcome, Failure>;

/// Says on standard error what is wrong with one input.
pub(crate) fn complain(about: impl Display) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(io::stderr(), "copytaster: {about}");
}

/// The exit status, after the last complaint was made.
pub(crate) fn exit_code(ended: Ended) -> ExitCode {
    match ended {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            complain(format_args!("{message}\nSee `copytaster --help`."));
            ExitCode::from(2)
        }
        Err(Failure::Work(message)) => {
            complain(message);
            ExitCode::from(1)
        }
        // The reader of a pipe that closes it early (`| head`) has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            complain(format_args!("the answer could not be written: {error}"));
            ExitCode::from(1)
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
