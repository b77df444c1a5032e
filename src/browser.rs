//! What must the browser do for us?
//!
//! The engine's face for JavaScript, in wasm alone. A page's script uses [`page::PageCheck`], the background
//! [`background::answer`], [`installation::Installation`] and [`learned`], the site's compare page [`compare::compare_texts`]. JavaScript owns
//! `chrome.*` and lifecycle; what things mean is decided in Rust.

pub mod background;
pub mod compare;
pub mod installation;
pub mod learned;
#[cfg(feature = "measured")]
pub mod measured;
pub mod page;
mod store;
mod value;

use wasm_bindgen::prelude::wasm_bindgen;

/// Two-level segregated fit (Masmano, Ripoll, Crespo and Real 2004) in a tenth of the code of dlmalloc, std's own in wasm.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Runs once when the engine is loaded: a panic says in the console whose it is, before wasm traps. The trap's stack says
/// where; panics of the published engine name no line.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|_| web_sys::console::error_1(&"Copytaster's engine stopped".into())));
}
