//! `copytaster check`: is this page a known wire story?

use crate::characters::Characters;
use crate::input::{self, Page};
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::pack;
use crate::paint::Paint;
use crate::record::CheckRecord;
use crate::show;
use copytaster::detect::{self, Finding};
use copytaster::index::{Candidate, Pack, QueryTerms, later_versions, search};
use copytaster::story::{Article, Story};
use std::io::{self, BufWriter, Write};

/// How many of the best candidates are compared with a page. The right story is among the first ten for every kind of
/// rewriting that was measured; comparing is cheap.
const CANDIDATES: usize = 16;

/// Check whether pages repeat a story of a pack.
///
/// For each page: the verdict with how sure it is and why, the story with its link (or the agency's own search for it),
/// the credit that the page gives, how much of the story it keeps, and what was changed, most serious first.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_HELP)]
pub(crate) struct Args {
    /// A pack of known stories, made by `copytaster pack build`; more may follow, here or among the pages
    #[arg(long = "pack", value_name = "FILE", required = true)]
    packs: Vec<String>,
    #[command(flatten)]
    format: show::FormatArg,
    /// Pages: HTML, or text (headline, blank line, body); - for standard input
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<String>,
}

const CHECK_HELP: &str = "\
Examples:
  copytaster pack build --out wire.pack --with-text stories/
  copytaster check --pack wire.pack page.html
  copytaster check --pack wire.pack --format json pages/*.html | jq .verdict
  curl -s https://example.org/news/1 | copytaster check --pack wire.pack -

Verdicts: original, verbatim, edited, rewritten, excerpt, shared-quotes, unsure, none. A file has no address: it is taken
for the agency's original where its canonical address and its site's name are the agency's. One of them alone is not
enough, since an honest repost may name the agency's page as its canonical one.
Of a story from a public pack (built without --with-text) only sentences and facts are known. Verdict and edits come from
those: changed figures, dates and names are named, the words of other changes are not known on the story's side.
With --format json, one object a line; on the side of such a story `span` is null, and `text` where its words are unknown;
 offsets are Unicode characters, end-exclusive, of the text as it lies in the
file, or for HTML of the article's text as `copytaster extract --format text` prints it, unless the page repeats a story:
then paragraphs of it that stand elsewhere on the page are read with the article, and boxes of the site's are not.";

/// Checks every page against every pack.
pub(crate) fn run(args: &Args) -> Ended {
    // `--pack a.pack b.pack page.html` reads as two packs and a page: a pack is never a page.
    let (more_packs, pages): (Vec<&String>, Vec<&String>) = args.pages.iter().partition(|path| pack::is_pack(path));
    if pages.is_empty() {
        return Err(Failure::Usage("give a page to check, after the packs".to_owned()));
    }
    input::refuse_second_stdin(&pages)?;
    let (packs, mut outcome) = open_packs(args.packs.iter().chain(more_packs))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let paint = Paint::for_stdout();
    for path in pages {
        let answered = input::page(path).map_err(|error| error.to_string()).and_then(|page| {
            let before = page.before;
            let (finding, article) = check(page, &packs)?;
            Ok((finding, article.document.text, before))
        });
        match answered {
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
            Ok((finding, text, before)) => {
                let characters = Characters::of(&text, before);
                if args.format.is_json() {
                    show::json_line(&mut out, &CheckRecord::new(path, &finding, &characters))?;
                } else {
                    show::finding(&mut out, paint, path, &finding)?;
                }
                out.flush()?;
            }
        }
    }
    Ok(outcome)
}

/// Looks a page up and compares it with the best candidates. Gives the article as well: an HTML page that repeats a story is
/// read in its light.
pub(crate) fn check(page: Page, packs: &[Pack]) -> Result<(Finding, Article), String> {
    let terms = QueryTerms::of(&page.article.document);
    let found = search(packs, &terms, CANDIDATES);
    let read = |found: &Candidate| packs.get(found.pack)?.story(found.story).ok();
    let mut stories: Vec<Story> = found.iter().filter_map(read).collect();
    stories.extend(later_versions(packs, &found, &stories).iter().filter_map(read));
    let Page { article, credit, host, source, .. } = page;
    Ok(match source {
        None => (detect::judge(&article, credit, host.as_deref(), stories), article),
        Some(source) => {
            let (snapshot, mut extract) = *source;
            let finding = detect::judge_page(&mut extract, &snapshot, credit, host.as_deref(), stories);
            (finding, extract.article)
        }
    })
}

/// Opens and verifies packs. A bad one is complained about and left out; without any, no page can be answered.
pub(crate) fn open_packs<'a>(paths: impl Iterator<Item = &'a String>) -> Result<(Vec<Pack>, Outcome), Failure> {
    let mut outcome = Outcome::Complete;
    let mut packs = Vec::new();
    for path in paths {
        match pack::open(path) {
            Ok(pack) => packs.push(pack),
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    if packs.is_empty() {
        return Err(Failure::Work("no pack could be used, so no page was checked".to_owned()));
    }
    Ok((packs, outcome))
}
