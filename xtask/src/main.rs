//! Which of the project's own commands is wanted? (`cargo xtask VERB`; one file a verb)

mod audit;
mod bench;
mod fuzz;
mod lexicon;
mod random;
mod run;
mod test;

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::ExitCode;
use xtask::dist::{Contents, dist};
use xtask::package::package;
use xtask::process::root;

const HELP: &str = "\
cargo xtask VERB

    run [--headless]
                    build everything, and show what it does with the sample pages: in a window, or without a display in
                    words and pictures (screenshots/)
    test            run every check that there is; ends with the test runner's own summary
    dist [--demo]   build dist/chrome, dist/firefox and dist/www; --demo adds a pack with the sample story
    package         build what is published, and pack it: dist/copytaster-chrome.zip and dist/copytaster-firefox.zip
    audit           have the stores' linter and axe look at what is published and at every surface (needs npm)
    bench [NAME]    measure; without a name, what can be measured is listed
    bench days|days-by-sketch|verdict|sketches LIST
                    the same, and write what was said of every page or pair to the file LIST
    fuzz [MINUTES]  damage pages, stories and packs and read them, for ten minutes or as many as are given
    fuzz --seed N   the same with one input
    lexicon [WORDS] make the lexicon anew from counts of words
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["run"] => run::run(false),
        ["run", "--headless"] => run::run(true),
        ["test"] => test::test(),
        ["dist"] => build(Contents::Release),
        ["dist", "--demo"] => build(Contents::Demo),
        ["audit"] => audit::run(),
        ["package"] => package(),
        ["bench"] => bench::run(None, None),
        ["bench", "align", times] => {
            bench::repeat(times.parse().context("how often is a number")?);
            Ok(())
        }
        ["bench", "browser", "--stories", stories] => {
            bench::known(stories.parse().context("--stories takes a number")?)
        }
        ["bench", "extract", "--browsers"] => bench::live(),
        ["bench", "index", "--stories", stories] => bench::scale(stories.parse().context("--stories takes a number")?),
        ["bench", name] => bench::run(Some(name), None),
        ["bench", name @ ("days" | "days-by-sketch" | "verdict" | "sketches"), list] => {
            bench::run(Some(name), Some(Path::new(list)))
        }
        ["fuzz"] => fuzz::run(10.0, None),
        ["fuzz", "--seed", seed] => fuzz::run(0.0, Some(seed.parse().context("--seed takes a number")?)),
        ["fuzz", minutes] => fuzz::run(minutes.parse().context("the minutes are a number")?, None),
        ["lexicon"] => Ok(lexicon::run(&root(), None)?),
        ["lexicon", words] => Ok(lexicon::run(&root(), Some(Path::new(words)))?),
        _ => bail!("`{}` is not one of the verbs.\n\n{HELP}", arguments.join(" ")),
    }
}

/// Builds everything, and fails where the engine has grown beyond its budget.
fn build(contents: Contents) -> Result<()> {
    let sizes = dist(contents)?;
    println!("{sizes}");
    sizes.check()
}
