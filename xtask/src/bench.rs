//! How fast is it, how small, and how often right? (`cargo xtask bench NAME`; one file a measurement)

mod align;
mod browser;
mod credit;
mod day;
mod days;
mod edits;
mod extract;
mod index;
mod known;
mod live;
mod node;
mod peak;
mod queries;
mod retrieval;
mod scale;
mod size;
mod synthetic;
mod verdict;

use anyhow::{Result, bail};
use std::env;
use std::path::{Path, PathBuf};

pub(crate) use align::repeat;
pub(crate) use known::run as known;
pub(crate) use live::run as live;
pub(crate) use scale::run as scale;
use verdict::By;

/// Runs one measurement; without a name, lists them. What it judges one by one it writes to `list`, to be read.
pub(crate) fn run(name: Option<&str>, list: Option<&Path>) -> Result<()> {
    match name {
        None => {
            println!("align     what comparing costs, from 40 sentences to 200,000 words");
            println!("edits     how many of the labelled edits are found, and how many that are found are right");
            println!("index     how often look-up finds the right story, how small the index is, and how fast");
            println!("index --stories N");
            println!("          the same among so many made stories");
            println!("retrieval the same on pages of many kinds, beside what a full-text search engine finds");
            println!("days      whether other stories of the same wire are taken for the one that a page repeats");
            println!("days-by-sketch");
            println!("          the same, where of the stories only sketches are known");
            println!("verdict   how often the verdict is right, and whether it is as sure as it ought to be");
            println!("sketches  the same, where of the original only the sketch is known");
            println!("extract   how much of the article text on real pages is found, and how much else");
            println!("extract --browsers");
            println!("          whether browsers read the same from the pages as the program from files, and how fast");
            println!("browser   how long readers wait for a verdict, and what the gate costs, in both browsers");
            println!("storm     what a page that changes 60 times a second makes us take from it, in both browsers");
            println!("browser --stories N");
            println!("          what it takes both browsers to know so many made stories");
            println!("day       whether 200 pages in a row are judged right, and what browsers hold meanwhile");
            println!("credit    how often it is seen whom a page credits, where, and which other sources it names");
            println!("size      how large the engine is, raw and gzipped");
            Ok(())
        }
        Some("size") => size::run(),
        Some("browser") => browser::run(),
        Some("storm") => browser::storm::run(),
        Some("day") => day::run(),
        Some("index") => index::run(),
        Some("retrieval") => retrieval::run(),
        Some("credit") => credit::run(),
        Some("days") => days::run(list, false),
        Some("days-by-sketch") => days::run(list, true),
        Some("align") => align::run(),
        Some("edits") => edits::run(),
        Some("extract") => extract::run(),
        Some("verdict") => verdict::run(By::Text, list),
        Some("sketches") => verdict::run(By::Sketch, list),
        Some(name) => bail!("`{name}` is not measured; `cargo xtask bench` lists what is"),
    }
}

/// The folder of a corpus, which is not ours to hand on: it lies unpacked in the folder that `COPYTASTER_CORPORA` names.
fn corpus(name: &str) -> Result<PathBuf> {
    let Some(corpora) = env::var_os("COPYTASTER_CORPORA") else {
        bail!("set COPYTASTER_CORPORA to the folder of the unpacked corpora");
    };
    let folder = Path::new(&corpora).join(name);
    if !folder.is_dir() {
        bail!("{} is missing; set COPYTASTER_CORPORA to the folder of the unpacked corpora", folder.display());
    }
    Ok(folder)
}
