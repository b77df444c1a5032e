//! How are real browsers driven?
//!
//! A small, synchronous client for what WebDriver (W3C) defines: Chromium is spoken to through chromedriver (HTTP and
//! JSON), Firefox directly through Marionette, the protocol under geckodriver (JSON over TCP), so that nothing has to be
//! built or fetched beyond the browsers' own packages. Both carry the same [`Command`](command::Command)s, and everything
//! else is written once, in [`Browser`].

mod browser;
mod chromedriver;
mod command;
mod marionette;
mod wait;

pub use browser::{Browser, Kind, Look, Options, Scheme, WELCOME};
pub use command::{Element, Root};
pub use wait::{DEADLINE, until};

use anyhow::Result;
use command::Command;
use serde_json::Value;

/// What a browser's processes hold, in bytes that no other process holds as well.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// The process in which the extension's background and own pages run.
    pub extension: u64,
    /// Those in which other pages run, and content scripts with them.
    pub pages: u64,
}

/// A connection to one browser with one session in it.
trait Wire: std::fmt::Debug {
    /// Sends a command and returns the `value` of the answer.
    fn send(&mut self, command: &Command<'_>) -> Result<Value>;

    /// Does what only this kind of browser can do: a DevTools command with its parameters in Chromium, a script in the
    /// browser's own context, with its arguments, in Firefox.
    fn privileged(&mut self, what: &str, parameters: Value) -> Result<Value>;

    /// Sets the size of the page and what `prefers-color-scheme` says in the present tab.
    fn look(&mut self, look: Look) -> Result<()>;

    /// Sets what a media query says in the present tab, until it looks otherwise: a feature, or with `media` the medium.
    fn media(&mut self, name: &str, value: &str) -> Result<()>;

    /// Where the extension's own files stand: `chrome-extension://…`, `moz-extension://…`, without a slash at the end.
    fn extension_origin(&mut self) -> Result<Option<String>>;

    /// Brings the present tab to the front.
    fn activate(&mut self) -> Result<()>;

    /// What the browser's processes hold.
    fn memory(&mut self) -> Result<Memory>;

    /// Ends the extension's background, as the browser does when it has been idle.
    fn stop_background(&mut self) -> Result<()>;

    /// Switches the extension off, as the reader does among the browser's settings of extensions.
    fn switch_extension_off(&mut self) -> Result<()>;

    /// Lets the extension into private windows, as the reader does among the browser's settings of extensions. It starts
    /// anew thereby.
    fn let_into_private_windows(&mut self) -> Result<()>;

    /// Lets the extension read the pages that it asks for, or none, as the reader does among the browser's settings of extensions.
    fn let_read_pages(&mut self, lets: bool) -> Result<()>;
}
