//! `copytaster compare`: what did this page change?

mod pairs;

use crate::characters::Characters;
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::paint::Paint;
use crate::record::CompareRecord;
use crate::show;
use copytaster::compare::Side;
use copytaster::detect::{self, Finding};
use std::io::{self, BufWriter, Write};

/// Compare an original with a page: what was kept, and what was changed.
///
/// Both may be HTML or text (headline, blank line, body). The answer lists the passages that stand on both sides and
/// every edit, most serious first.
#[derive(Debug, clap::Args)]
#[command(after_help = COMPARE_HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    format: show::FormatArg,
    /// Compare many pairs: a file with a line a pair, ORIGINAL<tab>PAGE (- for standard input); needs --format json
    #[arg(long, value_name = "FILE", conflicts_with_all = ["original", "page"])]
    pairs: Option<String>,
    /// The original; - for standard input
    #[arg(value_name = "ORIGINAL", required_unless_present = "pairs")]
    original: Option<String>,
    /// The page; - for standard input
    #[arg(value_name = "PAGE", required_unless_present = "pairs")]
    page: Option<String>,
}

const COMPARE_HELP: &str = "\
Examples:
  copytaster compare original.txt page.html
  copytaster compare --format json --pairs pairs.tsv > answers.jsonl

With --pairs the answers come one object a line, in the order of the pairs; a pair that cannot be read is named on
standard error and has no line. Offsets are Unicode characters, end-exclusive, of the text as it lies in the file, or
for HTML of the article's text as `copytaster extract --format text` prints it.";

/// Compares one pair, or a file of pairs.
pub(crate) fn run(args: &Args) -> Ended {
    match (&args.pairs, &args.original, &args.page) {
        (Some(pairs), ..) if args.format.is_json() => pairs::run(pairs),
        (Some(_), ..) => Err(Failure::Usage("--pairs answers in JSON: add --format json".to_owned())),
        (None, Some(original), Some(page)) => one(original, page, args.format.is_json()),
        (None, ..) => Err(Failure::Usage("give an ORIGINAL and a PAGE, or --pairs FILE".to_owned())),
    }
}

fn one(original: &str, page: &str, json: bool) -> Ended {
    input::refuse_second_stdin([original, page])?;
    match Pair::read(original, page) {
        Err(problems) => {
            problems.iter().for_each(complain);
            Ok(Outcome::Incomplete)
        }
        Ok(pair) => {
            let finding = pair.judge();
            let mut out = BufWriter::new(io::stdout().lock());
            if json {
                show::json_line(&mut out, &pair.record(&finding))?;
            } else {
                show::comparison(&mut out, Paint::for_stdout(), (original, page), &finding)?;
            }
            out.flush()?;
            Ok(Outcome::Complete)
        }
    }
}

/// Two texts to compare.
struct Pair<'a> {
    paths: (&'a str, &'a str),
    original: input::Page,
    page: input::Page,
}

impl<'a> Pair<'a> {
    /// Reads both sides, or says what is wrong with each.
    fn read(original: &'a str, page: &'a str) -> Result<Self, Vec<String>> {
        match (input::page(original), input::page(page)) {
            (Ok(original_page), Ok(page_read)) => {
                Ok(Self { paths: (original, page), original: original_page, page: page_read })
            }
            (original_read, page_read) => Err([(original, original_read.err()), (page, page_read.err())]
                .into_iter()
                .filter_map(|(path, error)| Some(format!("{path}: {}", error?)))
                .collect()),
        }
    }

    fn judge(&self) -> Finding {
        detect::judge_pair(side(&self.original), side(&self.page))
    }

    fn record<'b>(&'b self, finding: &'b Finding) -> CompareRecord<'b> {
        let characters = |page: &'b input::Page| Characters::of(&page.article.document.text, page.before);
        CompareRecord::new(self.paths, finding, &characters(&self.original), &characters(&self.page))
    }
}

fn side(page: &input::Page) -> Side<'_> {
    Side { document: &page.article.document, published: page.article.published() }
}
