//! Is it seen whom a page credits, and where?
//!
//! Pages of `tests/credit`, a file a language, and stories of the two Reuters corpora put into the manners in which publishers
//! credit an agency. Of each page is asked: which agency is credited, in which places, and which other sources are named.

use anyhow::{Context, Result};
use copytaster::page::{Block, Credit, Element, Snapshot, credit, extract};
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Of each corpus so many stories are put into every shell.
const STORIES: usize = 60;

/// What is wanted of a page: the agency with its places, and other sources.
#[derive(Clone, Debug, Default)]
struct Wanted {
    agency: Option<String>,
    places: Vec<String>,
    /// None where the true ones are not known.
    sources: Option<Vec<String>>,
}

struct Case {
    name: String,
    page: Snapshot,
    wanted: Wanted,
}

/// How many answers were right, wanted but not given, given but not wanted.
#[derive(Default)]
struct Count {
    right: usize,
    missed: usize,
    untrue: usize,
}

impl Count {
    fn add<T: PartialEq>(&mut self, wanted: &[T], given: &[T]) {
        self.right += given.iter().filter(|one| wanted.contains(one)).count();
        self.untrue += given.iter().filter(|one| !wanted.contains(one)).count();
        self.missed += wanted.iter().filter(|one| !given.contains(one)).count();
    }

    fn shares(&self) -> String {
        let share = |of: usize| {
            if of == 0 { "   –".to_owned() } else { format!("{:.3}", self.right as f64 / of as f64) }
        };
        format!("{:>9} {:>9}", share(self.right + self.untrue), share(self.right + self.missed))
    }
}

/// Prints precision and recall of each question, a line a set, and every page that is not right.
pub(super) fn run() -> Result<()> {
    let mut sets = own("")?;
    sets.extend(own("unseen")?);
    for (name, stories) in corpora() {
        sets.insert(name, stories.iter().flat_map(shells).collect());
    }
    println!("{:<14}{:>6}  {:^19} {:^19} {:^19}", "set", "pages", "agency", "places", "other sources");
    for (name, cases) in &sets {
        let mut counts: [Count; 3] = Default::default();
        for case in cases {
            judge(case, &case.answer(), &mut counts);
        }
        println!("{name:<14}{:>6} {} {} {}", cases.len(), counts[0].shares(), counts[1].shares(), counts[2].shares());
    }
    Ok(())
}

/// The pages of `tests/credit`, or of a folder in it, by their file's name.
fn own(within: &str) -> Result<BTreeMap<String, Vec<Case>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/credit").join(within);
    let mut sets = BTreeMap::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "txt") {
            continue;
        }
        let name = format!("{} {within}", path.file_stem().unwrap_or_default().to_string_lossy());
        sets.insert(name, cases(&fs::read_to_string(&path)?));
    }
    Ok(sets)
}

impl Case {
    fn answer(&self) -> Credit {
        credit(&extract(&self.page).article, Some(&self.page))
    }
}

fn judge(case: &Case, given: &Credit, counts: &mut [Count; 3]) {
    let Wanted { agency, places, sources } = &case.wanted;
    let found: Vec<String> = given.found_in.iter().map(|place| place.name().to_owned()).collect();
    counts[0].add(agency.as_slice(), given.agency.as_slice());
    counts[1].add(places, &found);
    let sources = sources.as_ref().unwrap_or(&given.other_sources);
    if case.wanted.sources.is_some() {
        counts[2].add(sources, &given.other_sources);
    }
    if (agency, places, sources) != (&given.agency, &found, &given.other_sources) {
        let said = |agency: &Option<String>, places: &[String], sources: &[String]| {
            format!("{} in {places:?}, sources {sources:?}", agency.as_deref().unwrap_or("none"))
        };
        println!("{}: {}", case.name, said(&given.agency, &found, &given.other_sources));
        println!("    wanted {}", said(agency, places, sources));
    }
}

/// The pages of a file: see `tests/credit/README.md`.
fn cases(text: &str) -> Vec<Case> {
    let (head, cases) = text.split_once("\n= ").unwrap_or((text, ""));
    let body: Vec<&str> = head.lines().filter_map(|line| line.strip_prefix("body: ")).collect();
    cases.split("\n= ").map(|case| read(case, &body)).collect()
}

fn read(case: &str, body: &[&str]) -> Case {
    let mut lines = case.lines();
    let name = lines.next().unwrap_or_default().to_owned();
    let mut wanted = Wanted { sources: Some(Vec::new()), ..Wanted::default() };
    let mut page = empty();
    for line in lines {
        if line == "{body}" {
            body.iter().for_each(|text| push(&mut page, "p", text));
            continue;
        }
        let Some((key, value)) = line.split_once(": ") else { continue };
        match key.split_once(' ').unwrap_or((key, "")) {
            ("agency", _) => {
                let (agency, places) = value.split_once(" in ").unwrap_or((value, ""));
                wanted.agency = (agency != "none").then(|| agency.to_owned());
                wanted.places = places.split_whitespace().map(str::to_owned).collect();
            }
            ("sources", _) => wanted.sources = Some(value.split("; ").map(str::to_owned).collect()),
            ("url", _) => page.url = Some(value.to_owned()),
            ("ld", path) => page.json_ld.push((path.to_owned(), value.to_owned())),
            ("meta", name) => page.meta.push((name.to_owned(), value.to_owned())),
            _ => {
                let filled =
                    (1..).zip(body).fold(value.to_owned(), |line, (at, text)| line.replace(&format!("{{{at}}}"), text));
                push(&mut page, key, &filled);
            }
        }
    }
    Case { name, page, wanted }
}

/// A page with nothing in it but a box for its story.
fn empty() -> Snapshot {
    let element = |tag: &str, parent| Element { tag: tag.to_owned(), marks: String::new(), parent };
    Snapshot {
        elements: vec![element("body", None), element("main", Some(0)), element("div", Some(1))],
        ..Snapshot::default()
    }
}

/// Adds a block: "p.byline" is an element in the story's box, "aside/p" one in an element beside it; links stand in
/// square brackets around a whole line. The headline is the page's title as well, as sites have it.
fn push(page: &mut Snapshot, place: &str, text: &str) {
    if place == "h1" {
        page.title = format!("{text} - Harbour Post");
    }
    let mut parent = if place.contains('/') { 1 } else { 2 };
    let steps: Vec<&str> = place.split('/').collect();
    for (at, step) in steps.iter().enumerate() {
        let (tag, marks) = step.split_once('.').unwrap_or((step, ""));
        let element = Element { tag: tag.to_owned(), marks: marks.replace('.', " "), parent: Some(parent) };
        // What stands beside the story in elements of one name stands in one element.
        let known = page.elements.iter().rposition(|other| *other == element).filter(|_| at + 1 < steps.len());
        parent = known.unwrap_or(page.elements.len());
        if known.is_none() {
            page.elements.push(element);
        }
    }
    let link = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|_| place.contains('/'));
    let text = link.unwrap_or(text).to_owned();
    let link_chars = if link.is_some() { text.chars().filter(|c| !c.is_whitespace()).count() } else { 0 };
    page.blocks.push(Block { text, element: parent, link_chars, hidden: false });
}

/// A story's headline, and its paragraphs without dateline or credit.
struct Story {
    headline: String,
    paragraphs: Vec<String>,
}

/// The stories of the corpora that are there.
fn corpora() -> Vec<(String, Vec<Story>)> {
    let Some(folder) = env::var_os("COPYTASTER_CORPORA").map(std::path::PathBuf::from) else {
        println!("COPYTASTER_CORPORA is not set: the stories of the corpora are left out");
        return Vec::new();
    };
    let sources = [
        ("reuters-2017", "reuters-2017/isot-true-sample/True.csv"),
        ("reuters21578", "reuters21578/sgm-data/reut2-000.sgm"),
    ];
    let read = |&(name, path): &(&str, &str)| {
        let text = String::from_utf8_lossy(&fs::read(folder.join(path)).ok()?).into_owned();
        let stories = if path.ends_with("csv") { of_rows(&text) } else { of_sgml(&text) };
        Some((name.to_owned(), stories))
    };
    sources.iter().filter_map(read).collect()
}

/// Rows "title","text",…; a text begins "CITY (Reuters) - ".
fn of_rows(text: &str) -> Vec<Story> {
    let story = |row: &str| {
        let mut fields = row.strip_prefix('"')?.split("\",\"");
        let headline = fields.next()?.to_owned();
        // A quotation mark inside is doubled; the corpus has lost the curly ones.
        let text = fields.next()?.replace("\"\"", "”").replace('\u{fffd}', "”");
        let (text, _) = text.split_once("\",")?;
        let (_, body) = text.split_once("(Reuters) - ")?;
        // The corpus has no paragraphs: three sentences make one.
        let sentences: Vec<&str> = body.trim().split_inclusive(". ").collect();
        Some(Story {
            headline,
            paragraphs: sentences.chunks(3).map(|three| three.concat().trim().to_owned()).collect(),
        })
    };
    text.lines().filter_map(story).filter(|story| story.paragraphs.len() > 2).take(STORIES).collect()
}

fn of_sgml(text: &str) -> Vec<Story> {
    let element = |piece: &str, tag: &str| {
        let (_, rest) = piece.split_once(&format!("<{tag}>"))?;
        let (inside, _) = rest.split_once(&format!("</{tag}>"))?;
        Some(inside.replace("&lt;", "<").replace("&amp;", "&"))
    };
    let story = |piece: &str| {
        // The last line is the wire's own: "REUTER", and the end-of-text character.
        let body = element(piece, "BODY")?.replace("&#3;", "");
        let lines: Vec<&str> = body.lines().collect();
        let mut paragraphs: Vec<String> = Vec::new();
        for line in lines {
            match paragraphs.last_mut() {
                Some(last) if !line.starts_with("    ") => {
                    last.push(' ');
                    last.push_str(line.trim());
                }
                _ => paragraphs.push(line.trim().to_owned()),
            }
        }
        let is_text = |text: &String| text.split_whitespace().count() > 6;
        let paragraphs: Vec<String> = paragraphs.into_iter().filter(is_text).collect();
        let last = |text: String| {
            let text = text.trim_end();
            let text = text.strip_suffix("Reuter").or_else(|| text.strip_suffix("REUTER")).unwrap_or(text);
            text.trim_end().to_owned()
        };
        Some(Story { headline: element(piece, "TITLE")?, paragraphs: paragraphs.into_iter().map(last).collect() })
    };
    text.split("<REUTERS").filter_map(story).filter(|story| story.paragraphs.len() > 2).take(STORIES).collect()
}

/// A story in the manners of several publishers, and without any credit.
fn shells(story: &Story) -> Vec<Case> {
    let page = |before: &[(&str, &str)], dateline: &str, tail: &str, after: &[(&str, &str)]| {
        let mut page = empty();
        push(&mut page, "h1", &story.headline);
        before.iter().for_each(|(place, text)| push(&mut page, place, text));
        let last = story.paragraphs.len() - 1;
        for (at, paragraph) in story.paragraphs.iter().enumerate() {
            let begin = if at == 0 { dateline } else { "" };
            let end = if at == last { tail } else { "" };
            push(&mut page, "p", &format!("{begin}{paragraph}{end}"));
        }
        after.iter().for_each(|(place, text)| push(&mut page, place, text));
        page
    };
    let with = |name: &str, page: Snapshot, agency: Option<&str>, places: &[&str]| Case {
        name: format!("{name}: {:.40}", story.headline),
        page,
        wanted: Wanted {
            agency: agency.map(str::to_owned),
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            sources: None,
        },
    };
    let mut marked = page(&[], "", "", &[]);
    marked.json_ld.push(("NewsArticle.provider.name".to_owned(), "Reuters".to_owned()));
    let dateline = "OSLO, April 16 (Reuters) - ";
    vec![
        with("dateline", page(&[], dateline, "", &[]), Some("Reuters"), &["dateline"]),
        with("byline", page(&[("p.byline", "By Reuters Staff")], "", "", &[]), Some("Reuters"), &["byline"]),
        with("tail", page(&[], "", " — Reuters", &[]), Some("Reuters"), &["tail"]),
        with("source", page(&[], "", "", &[("p", "Source: Reuters")]), Some("Reuters"), &["footer"]),
        with(
            "writers",
            page(&[], dateline, "", &[("p", "Reporting by Ann Example; Editing by Bo Example")]),
            Some("Reuters"),
            &["dateline", "footer"],
        ),
        with("provider", marked, Some("Reuters"), &["markup"]),
        with("none", page(&[("p.byline", "By Ann Example")], "", "", &[("p", "© 2024 Harbour Post")]), None, &[]),
        with("picture", page(&[("figcaption", "The port. REUTERS/Ann Example")], "", "", &[]), None, &[]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_pages_are_answered_as_they_want() -> Result<()> {
        let mut count = 0;
        for case in own("")?.into_values().flatten() {
            let given = case.answer();
            let places: Vec<&str> = given.found_in.iter().map(|place| place.name()).collect();
            let Wanted { agency, places: wanted, sources } = &case.wanted;
            assert_eq!((&given.agency, places), (agency, wanted.iter().map(String::as_str).collect()), "{}", case.name);
            assert_eq!(Some(&given.other_sources), sources.as_ref(), "{}", case.name);
            count += 1;
        }
        assert!(count > 100, "only {count} pages were read");
        Ok(())
    }
}
