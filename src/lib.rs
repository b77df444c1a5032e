//! Copytaster finds that a web page repeats a known wire story, and says what was changed.
//!
//! This crate is the engine. It runs natively (the `copytaster` program, every test) and, compiled to wasm, inside
//! the browser extension. Data flows one way through its rooms, each of which answers one question:
//!
//! | room | the question |
//! |---|---|
//! | `order` | How is a list put in order? |
//! | [`text`] | What are the words? |
//! | [`story`] | What is a story, what is an article? |
//! | [`page`] | Which blocks of this page are the article, and whom does it credit? |
//! | [`index`] | Which known stories could this be? |
//! | [`compare`] | What was kept, and what was changed? |
//! | [`detect`] | Is this page a wire story, and whose? |
//! | [`report`] | What does the reader see? |
//! | [`protocol`] | What do content script and background say to each other? |
//!
//! A room knows only rooms above it. `browser`, the wasm face, exists for `wasm32` alone.

pub mod compare;
pub mod detect;
pub mod index;
mod order;
pub mod page;
pub mod protocol;
pub mod report;
pub mod story;
pub mod text;

#[cfg(target_arch = "wasm32")]
pub mod browser;
