//! What has to be on the machine, and how does it get there?
//!
//! Every need is looked for anew, so that nothing depends on what an earlier run left behind; where all is there this
//! takes some milliseconds.

use crate::process::{cargo, find, output, run};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Programs, and the Debian packages that bring them.
const PROGRAMS: &[(&str, &str)] =
    &[("chromium", "chromium"), ("chromedriver", "chromium-driver"), ("firefox-esr", "firefox-esr")];

/// Text cannot be drawn without a font; the package is taken where the folder has none.
const FONTS: (&str, &str) = ("/usr/share/fonts", "fonts-dejavu-core");

/// Which parts of the machine a verb needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// To build the extension.
    Build,
    /// To build it and to run it in both browsers.
    Browsers,
}

/// Installs what is missing, or says with which command to do so.
pub fn setup(needs: Needs) -> Result<()> {
    rust()?;
    let mut missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|_| needs == Needs::Browsers)
        .filter(|(program, _)| find(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if needs == Needs::Browsers && !has_font(Path::new(FONTS.0)) {
        missing.push(FONTS.1);
    }
    if missing.is_empty() { Ok(()) } else { packages(&missing) }
}

/// The wasm target and the two tools that the checks call, each from rustup.
fn rust() -> Result<()> {
    let libraries = output(cargo_rustc().args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]))?;
    if !Path::new(libraries.trim()).is_dir() {
        rustup(&["target", "add", "wasm32-unknown-unknown"])?;
    }
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let there = cargo(&[tool, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !there.is_ok_and(|status| status.success()) {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn cargo_rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if find("rustup").is_none() {
        bail!(
            "rustup is not here; install with your own means what `rustup {}` would have installed",
            arguments.join(" ")
        );
    }
    run(Command::new("rustup").args(arguments))
}

fn packages(missing: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get update && apt-get install --yes --no-install-recommends {}", missing.join(" "));
    if find("apt-get").is_none() {
        bail!("missing: {}. On Debian this brings them (as root): {by_hand}", missing.join(", "));
    }
    if !is_root() {
        bail!("missing: {}. Install them with\n\n    sudo sh -c '{by_hand}'\n\nand start again", missing.join(", "));
    }
    eprintln!("installing {}", missing.join(", "));
    // Another package manager may be at work on a machine that has just been started.
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.args(["-qq", "-o", "DPkg::Lock::Timeout=300"]).env("DEBIAN_FRONTEND", "noninteractive");
        apt.stdout(Stdio::null());
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "--yes", "--no-install-recommends"]).args(missing))
}

/// Root may install packages, and has to run Chromium without its sandbox.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn has_font(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().map(|entry| entry.path()).any(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        matches!(ending, "ttf" | "otf" | "ttc") || (path.is_dir() && has_font(&path))
    })
}
