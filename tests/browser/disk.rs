//! What if the disk is full, of itself and not by a script's word?
//!
//! The browser's profile lies on a disk of its own, in memory, that the test fills to its last byte. Browsers do not say the
//! same then: Chromium closes its databases and cannot open them again, Firefox reads on and stores nothing.

use crate::session::Session;
use crate::subscriptions::Reader;
use anyhow::{Result, ensure};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use xtask::pages::Page;
use xtask::shown;
use xtask::webdriver::Kind;

/// Both browsers need a hundred or two; Chromium stores nothing where less than a tenth is free.
const MEGABYTES: usize = 700;

/// They take some 60 KB.
const STORIES: usize = 60;

/// A disk of its own.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Mounts it; nothing where the test may not, which takes root.
    fn mount() -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let size = format!("size={MEGABYTES}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output()?;
        Ok(mounted.status.success().then_some(Self { folder }))
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Has something else fill it to its last byte, and what the browser gives back too, while this is done.
    fn while_full(&self, what: impl FnOnce() -> Result<()>) -> Result<()> {
        let path = self.path().join("ballast");
        let mut ballast = File::create(&path)?;
        let is_over = AtomicBool::new(false);
        let mut fill = || {
            for size in [1 << 20, 1 << 12, 1] {
                let block = vec![1; size];
                while ballast.write_all(&block).is_ok() {}
            }
        };
        fill();
        let done = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    fill();
                    thread::sleep(Duration::from_millis(2));
                }
            });
            let done = panic::catch_unwind(AssertUnwindSafe(what));
            is_over.store(true, Ordering::Relaxed);
            done
        });
        fs::remove_file(path)?;
        done.unwrap_or_else(|panic| panic::resume_unwind(panic))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A browser that ends may still hold a file.
        drop(Command::new("umount").arg("--lazy").arg(self.path()).status());
    }
}

/// What the page that repeats the sample story is found to be: flagged, or not to be told as long as the disk is full.
fn judged(reader: &mut Reader) -> Result<Value> {
    let page = Page::read("rewritten-repost")?;
    reader.session.visit(&page)?;
    shown::state(&mut reader.session, &page.address, true)
}

/// The list before stays, the reader is told and what helps; and with room again everything works, of itself.
pub(crate) fn a_disk_that_is_full(kind: Kind) -> Result<()> {
    let Some(disk) = Disk::mount()? else {
        println!("not shown: only root may mount a disk");
        return Ok(());
    };
    let mut reader = Reader::with(kind, |kind, packs| Session::on_disk(kind, packs, disk.path()))?;
    reader.agree()?;
    ensure!(reader.is_flagged()?, "the list was not installed: {}", reader.state()?);
    // What the last page of a file that is there has room for is stored all the same.
    reader.offer_more(STORIES)?;

    for is_stopped in [false, true] {
        let when = if is_stopped { "for a background that has just begun" } else { "for one that has read before" };
        disk.while_full(|| {
            if is_stopped {
                reader.session.stop_background()?;
            }
            reader.update()?;
            let state = reader.state()?;
            ensure!(state["problem"]["cure"]["message"] == "listCureRoom", "{when}: {state}");
            let page = judged(&mut reader)?;
            let is_flagged = page["state"] == "done" && page["report"]["panel"].to_string().contains("rewritten");
            ensure!(is_flagged || page["isOfDisk"] == true, "{when}: {page}");
            Ok(())
        })?;
        ensure!(reader.is_flagged()?, "{when}, with room again the story is not known any more");
        ensure!(reader.sequence()? == 1, "{}", reader.state()?);
    }

    reader.update()?;
    ensure!((reader.sequence()?, reader.problem()?.as_str()) == (2, ""), "{}", reader.state()?);
    reader.finish()
}
