//! How is a pack written, so that nobody ever sees half of one?

use super::signature;
use crate::interrupt::Unfinished;
use crate::outcome::{Failure, complain};
use copytaster::index::MergeError;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, ErrorKind, Seek as _, Write as _};
use std::path::Path;

/// How the name of a file ends that is being written.
const UNFINISHED: &str = ".unfinished";

/// A name mistyped after `--out` must not cost a file: only packs are replaced.
pub(super) fn refuse_to_overwrite(out: &Path) -> Result<(), Failure> {
    let usage = |what: &str| Err(Failure::Usage(format!("{}: {what}", out.display())));
    if out.is_dir() {
        return usage("this is a folder; name the pack to write in it");
    }
    let is_empty = fs::metadata(out).is_ok_and(|metadata| metadata.len() == 0);
    if !out.exists() || is_empty || super::is_pack(&out.to_string_lossy()) {
        return Ok(());
    }
    usage("this exists and is no pack; give another name after --out, or remove it")
}

/// Writes a pack, and warns where the signature of the one before is left beside it.
pub(super) fn pack<T>(out: &Path, write: impl FnOnce(&mut File) -> Result<T, MergeError>) -> Result<T, Failure> {
    let signature = signature::path(&out.to_string_lossy());
    let mut fits_no_more = false;
    let written = at_once(out, |file| {
        let written = write(file)?;
        fits_no_more = Path::new(&signature).exists() && !File::open(out).is_ok_and(|before| is_same(file, &before));
        Ok(written)
    })?;
    if fits_no_more {
        complain(format_args!(
            "{signature}: this signs the pack before; sign the new one with `copytaster pack sign`, or remove it"
        ));
    }
    Ok(written)
}

/// Writes beside the file and renames, so that an old one stays when writing fails.
fn at_once<T>(out: &Path, write: impl FnOnce(&mut File) -> Result<T, MergeError>) -> Result<T, Failure> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = out.with_file_name(format!(".{name}.{}{UNFINISHED}", std::process::id()));
    note_left(out, &format!(".{name}."));
    let _watched = Unfinished::new(&unfinished);
    let written = || -> Result<T, MergeError> {
        let mut file = File::options().read(true).write(true).create_new(true).open(&unfinished)?;
        let written = write(&mut file)?;
        file.sync_all()?;
        fs::rename(&unfinished, out)?;
        Ok(written)
    };
    written().map_err(|error| {
        let _ = fs::remove_file(&unfinished);
        failure(out, error)
    })
}

/// The same with bytes that are there.
pub(crate) fn bytes_at_once(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    at_once(out, |file| Ok(file.write_all(bytes)?))
}

/// What to say of a file that could not be written.
pub(super) fn failure(out: &Path, error: MergeError) -> Failure {
    let error = match error {
        MergeError::Pack(error) => return Failure::Work(error.to_string()),
        MergeError::Storage(error) => error,
    };
    let cure = match error.kind() {
        ErrorKind::NotFound => "its folder does not exist; make it first".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => format!(
            "there is no room for it; make room for twice its size, or write it elsewhere ({error}). Nothing of it is left"
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("its folder cannot be written to; write it elsewhere ({error})")
        }
        _ => format!("it cannot be written ({error})"),
    };
    Failure::Work(format!("{}: {cure}", out.display()))
}

/// Says what a program that was killed has left beside the file.
fn note_left(out: &Path, beginning: &str) {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(beginning) && name.ends_with(UNFINISHED) {
            complain(format_args!(
                "{}: left by a run that was killed, unless it still runs; remove it then",
                out.with_file_name(name).display()
            ));
        }
    }
}

/// Whether two files have the same bytes.
fn is_same(one: &mut File, other: &File) -> bool {
    let mut compared = || -> io::Result<bool> {
        one.rewind()?;
        let (mut one, mut other) = (BufReader::new(&*one), BufReader::new(other));
        loop {
            let count = {
                let (ours, theirs) = (one.fill_buf()?, other.fill_buf()?);
                let count = ours.len().min(theirs.len());
                if ours[..count] != theirs[..count] || count == 0 {
                    return Ok(ours.is_empty() && theirs.is_empty());
                }
                count
            };
            one.consume(count);
            other.consume(count);
        }
    };
    compared().unwrap_or(false)
}
