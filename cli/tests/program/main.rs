//! Does the program keep its contract, from the outside?
//!
//! Every test runs the program itself in a folder of its own. Stories and pages are written for the purpose.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test fails")]

mod audit;
mod bad_input;
mod contract;
mod families;
mod full_disk;
mod merge;
mod packs;
mod publish;
mod scan;
mod signatures;
mod sources;
mod sources_formats;
mod workshop;
