//! `copytaster pack`: how is a pack made, merged, signed, checked, looked into?

mod audit;
pub(crate) mod build;
mod info;
mod merge;
mod sign;
pub(crate) mod signature;
mod stretch;
mod verify;
pub(crate) mod write;

use crate::input::{self, InputError};
use crate::outcome::Ended;
use copytaster::index::{MAGIC, Pack, PackError};
use std::fmt;
use std::fs::{self, File};
use std::io::Read;

/// Build packs of known stories, merge, sign and check them, look into them.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Build(build::Args),
    Merge(merge::Args),
    Sign(sign::Args),
    Audit(audit::Args),
    Info(info::Args),
    Verify(verify::Args),
}

/// Does what was asked for.
pub(crate) fn run(command: &Command) -> Ended {
    match command {
        Command::Build(args) => build::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Audit(args) => audit::run(args),
        Command::Info(args) => info::run(args),
        Command::Verify(args) => verify::run(args),
    }
}

/// Why a file cannot be used as a pack.
#[derive(Debug)]
pub(crate) enum OpenError {
    /// It cannot be read.
    Input(InputError),
    /// Its bytes are none, or damaged.
    Pack(PackError),
}

/// Whether a file begins as a pack does.
pub(crate) fn is_pack(path: &str) -> bool {
    let mut first = [0; MAGIC.len()];
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_file && File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == MAGIC
}

/// Reads and verifies a pack.
pub(crate) fn open(path: &str) -> Result<Pack, OpenError> {
    let bytes = input::whole_file(path).map_err(OpenError::Input)?;
    let pack = Pack::open(bytes).map_err(OpenError::Pack)?;
    pack.verify().map_err(OpenError::Pack)?;
    Ok(pack)
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(InputError::Folder) => f.write_str("this is a folder; name the pack in it"),
            Self::Input(error) => error.fmt(f),
            Self::Pack(error) => error.fmt(f),
        }
    }
}
