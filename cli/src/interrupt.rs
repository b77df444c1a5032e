//! What is left behind when a person stops the program? Nothing that is not complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, Once, PoisonError};

/// The exit status of a program that was stopped by a signal of the keyboard, as shells have it.
const STOPPED: i32 = 130;

/// The file that is being written.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// While this lives, the file goes when the program is stopped.
pub(crate) struct Unfinished(());

impl Unfinished {
    /// Watches over a file that is about to be written.
    pub(crate) fn new(file: &Path) -> Self {
        static WATCH: Once = Once::new();
        set(Some(file.to_owned()));
        // Where no signals can be had, the file stays, under a name that says what it is.
        WATCH.call_once(|| drop(ctrlc::set_handler(stop)));
        Self(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        set(None);
    }
}

fn set(file: Option<PathBuf>) {
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = file;
}

fn stop() {
    if let Some(file) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = fs::remove_file(file);
    }
    process::exit(STOPPED);
}
