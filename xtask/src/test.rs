//! Does everything hold? (`cargo xtask test`: every check that there is, from a fresh clone)

use anyhow::Result;
use std::time::Instant;
use xtask::dist::{Contents, dist};
use xtask::process::{cargo, run, step};
use xtask::setup::{Needs, setup};

/// Runs every check, cheap ones first. The browsers' tests come last, so that their summary ends the output.
pub(crate) fn test() -> Result<()> {
    let begun = Instant::now();
    step("what the machine needs", || setup(Needs::Browsers))?;
    step("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("clippy, native", || {
        run(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
    })?;
    step("clippy, wasm", || {
        let target = ["--target", "wasm32-unknown-unknown", "--", "--deny", "warnings"];
        run(cargo(&["clippy", "--quiet", "--package", "copytaster", "--lib"]).args(target))
    })?;
    step("native tests and house rules", || {
        run(&mut cargo(&["test", "--quiet", "--workspace", "--exclude", "xtask"]))?;
        run(&mut cargo(&["test", "--quiet", "--package", "xtask", "--lib", "--bins"]))
    })?;
    // Whether it is too large is asked among the tests below, so that the others are answered too.
    step("both extensions", || {
        println!("{}", dist(Contents::Demo)?);
        Ok(())
    })?;
    step("the program, and the tests in real browsers, built", || {
        // Built apart, so that the seconds below are the browsers' own.
        run(&mut cargo(&["build", "--quiet", "--package", "copytaster-cli"]))?;
        run(&mut cargo(&["test", "--quiet", "--package", "xtask", "--test", "browser", "--no-run"]))
    })?;
    eprintln!("   {:.0} s so far; now the browsers", begun.elapsed().as_secs_f32());
    // One browser at a time: two starve each other on a small machine, and a test that waits then waits in vain.
    run(&mut cargo(&["test", "--package", "xtask", "--test", "browser", "--", "--test-threads=1"]))
}
