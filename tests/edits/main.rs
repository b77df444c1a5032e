//! Does the list of edits say what was changed, and is it complete?
//!
//! `cases/` holds labelled pairs, one file a kind of edit; its README says how to add one.

#![allow(missing_docs, reason = "a test is documented by its name")]

mod cases;
mod complete;
mod labelled;
mod seeds;
