//! `copytaster extract`: what is the article on this page, and whom does it credit?

use crate::input::{self, Page};
use crate::outcome::{Ended, Outcome, complain};
use crate::paint::{Paint, one_line};
use crate::record::ExtractRecord;
use crate::show;
use std::io::{self, BufWriter, Write};

/// Show the article that is read from pages.
///
/// For each page: title, writers, site, times, language and address as the page gives them, the credit, and the
/// article's paragraphs as a reader sees them (with the dateline), without menus, teasers, captions and comments.
#[derive(Debug, clap::Args)]
#[command(after_help = EXTRACT_HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    format: show::FormatArg,
    /// Pages: HTML, or text (headline, blank line, body); - for standard input
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<String>,
}

const EXTRACT_HELP: &str = "\
Examples:
  copytaster extract page.html
  copytaster extract --format json pages/*.html | jq -r .title
  curl -s https://example.org/news/1 | copytaster extract -

As text, a page's data stand first, a line each; after a blank line follows the article's text, in which `check` and
`compare` count their offsets.";

/// Extracts every page.
pub(crate) fn run(args: &Args) -> Ended {
    input::refuse_second_stdin(args.pages.iter())?;
    let mut outcome = Outcome::Complete;
    let mut out = BufWriter::new(io::stdout().lock());
    let paint = Paint::for_stdout();
    for (at, path) in args.pages.iter().enumerate() {
        match input::page(path) {
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
            Ok(page) if args.format.is_json() => {
                show::json_line(&mut out, &ExtractRecord::new(path, &page.article, &page.credit))?;
            }
            Ok(page) => {
                if at > 0 {
                    writeln!(out)?;
                }
                text(&mut out, paint, path, &page)?;
            }
        }
        out.flush()?;
    }
    Ok(outcome)
}

/// A page for people.
fn text(out: &mut impl Write, paint: Paint, path: &str, page: &Page) -> io::Result<()> {
    let article = &page.article;
    writeln!(out, "{}", paint.strong(&one_line(path)))?;
    let pairs = [
        ("title", Some(article.title.as_str()).filter(|title| !title.is_empty())),
        ("byline", article.byline.as_deref()),
        ("site", article.site_name.as_deref()),
        ("published", article.published_time.as_deref()),
        ("modified", article.modified_time.as_deref()),
        ("language", article.lang.as_deref()),
        ("address", article.canonical_url.as_deref()),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            show::labelled(out, paint, name, value)?;
        }
    }
    show::credit_line(out, paint, &page.credit)?;
    // A page may hold characters that steer a terminal; each is shown as one, so that offsets stay.
    let shown = |c: char| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c };
    writeln!(out, "\n{}", article.document.text.trim_end().chars().map(shown).collect::<String>())
}
