//! `copytaster pack`: how is a pack made, looked into, checked?

use crate::input::{self, InputError};
use copytaster::index::{Pack, PackError};
use std::fmt;

/// Why a file cannot be used as a pack.
#[derive(Debug)]
pub(crate) enum OpenError {
    /// It cannot be read.
    Input(InputError),
    /// Its bytes are none, or damaged.
    Pack(PackError),
}

/// Reads and verifies a pack.
pub(crate) fn open(path: &str) -> Result<Pack, OpenError> {
    let bytes = input::bytes(path).map_err(OpenError::Input)?;
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
