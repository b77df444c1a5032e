//! What does a person see in the terminal?
//!
//! The verdict with how sure it is, the story with its link, the credit, how much is kept, why, and the edits, most
//! serious first, with house style folded into one line.

use crate::paint::{Paint, one_line, wrapped};
use crate::record;
use copytaster::compare::{Edit, Seriousness};
use copytaster::detect::{Finding, Since, Verdict};
use copytaster::page::Credit;
use copytaster::story::Story;
use serde::Serialize;
use std::io::{self, Write};

/// In which form to answer.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct FormatArg {
    /// Text to read, or JSON, one object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A form of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl FormatArg {
    /// Whether JSON was asked for.
    pub(crate) fn is_json(self) -> bool {
        self.format == Format::Json
    }
}

/// Writes a record as a line of JSON.
pub(crate) fn json_line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    writeln!(out)
}

/// A size in bytes, for a person.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// How many changes of house style are named; the others are counted.
const HOUSE_STYLE_NAMED: usize = 6;

/// An edit whose two sides together are at most this long stands on one line, in characters.
const SHORT_EDIT: usize = 70;

/// Columns that the labels of the head take.
const LABEL: usize = 10;

/// Shows what `check` found out about a page.
pub(crate) fn finding(out: &mut impl Write, paint: Paint, path: &str, finding: &Finding) -> io::Result<()> {
    writeln!(out, "{}", paint.strong(&one_line(path)))?;
    let mut headline = verdict(finding);
    if let Some(story) = finding.story.as_ref().filter(|story| !story.agency.is_empty()) {
        headline = headline.replace("a known story", &format!("a {} story", one_line(&story.agency)));
    }
    headline_line(out, paint, finding.verdict, &headline)?;
    if let Some(story) = &finding.story {
        story_lines(out, paint, story)?;
    }
    if let Some(since) = &finding.since {
        since_lines(out, paint, since)?;
    }
    credit_line(out, paint, &finding.credit)?;
    rest(out, paint, finding)
}

/// Shows what `compare` found out about a pair.
pub(crate) fn comparison(out: &mut impl Write, paint: Paint, paths: (&str, &str), finding: &Finding) -> io::Result<()> {
    writeln!(out, "{} {} {}", paint.strong(&one_line(paths.0)), paint.faint("→"), paint.strong(&one_line(paths.1)))?;
    headline_line(out, paint, finding.verdict, &verdict(finding).replace("a known story", "the original"))?;
    if let Some(comparison) = &finding.comparison {
        let passages = comparison.passages.len();
        labelled(
            out,
            paint,
            "passages",
            &format!("{passages} stand{} on both sides", if passages == 1 { "s" } else { "" }),
        )?;
    }
    rest(out, paint, finding)
}

fn headline_line(out: &mut impl Write, paint: Paint, verdict: Verdict, text: &str) -> io::Result<()> {
    let text = if verdict.is_repeat() { paint.warning(text) } else { paint.strong(text) };
    writeln!(out, "  {text}")
}

/// Kept share, reasons and edits.
fn rest(out: &mut impl Write, paint: Paint, finding: &Finding) -> io::Result<()> {
    if finding.comparison.is_some() && finding.verdict != Verdict::None {
        labelled(out, paint, "kept", &format!("{:.0} % of the original", finding.kept() * 100.0))?;
    }
    if finding.verdict != Verdict::None || finding.comparison.is_some() {
        let reasons: Vec<String> = finding.reasons.iter().map(ToString::to_string).collect();
        labelled(out, paint, "because", &reasons.join("; "))?;
    }
    if finding.is_of_sketch() {
        labelled(
            out,
            paint,
            "note",
            "open the original to see every word: only its sentences and facts are known here",
        )?;
    }
    let all = finding.comparison.as_ref().map_or(&[][..], |comparison| &comparison.edits);
    if !all.is_empty() {
        writeln!(out)?;
        edits(out, paint, all)?;
    }
    writeln!(out)
}

/// The verdict as a sentence: "rewritten: tells a known story in other words (97 % sure)".
fn verdict(finding: &Finding) -> String {
    let meaning = match finding.verdict {
        Verdict::Original => "the agency's own page",
        Verdict::Verbatim => "repeats a known story; nothing but house style differs",
        Verdict::Edited => "repeats a known story with changes",
        Verdict::Rewritten => "tells a known story sentence by sentence in other words",
        Verdict::Excerpt => "repeats part of a known story",
        Verdict::SharedQuotes => "shares quotations or a press release with a known story, no more",
        Verdict::Unsure => "may repeat a known story",
        Verdict::None => return "none: repeats nothing that is known".to_owned(),
    };
    let meaning =
        if finding.page_is_older { meaning.replacen("repeats", "shares text with", 1) } else { meaning.to_owned() };
    format!("{}: {meaning} ({:.0} % sure)", finding.verdict.name(), finding.certainty * 100.0)
}

fn story_lines(out: &mut impl Write, paint: Paint, story: &Story) -> io::Result<()> {
    let mut line = if story.headline.is_empty() { story.id.clone() } else { story.headline.clone() };
    let signed = [Some(story.agency.clone()), story.version_created.map(record::date)];
    let signed: Vec<String> = signed.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if !signed.is_empty() {
        line = format!("{line} ({})", signed.join(", "));
    }
    labelled(out, paint, "original", &line)?;
    match (record::search_url(story), &story.url) {
        (Some(search), _) => labelled(
            out,
            paint,
            "search",
            &format!("{search} (the agency's own search; no address of its own is known)"),
        ),
        (None, Some(url)) => labelled(out, paint, "link", url),
        (None, None) => Ok(()),
    }
}

/// Shows what the agency has said of the story since.
fn since_lines(out: &mut impl Write, paint: Paint, since: &Since) -> io::Result<()> {
    let newest = since.newest.as_ref();
    let update = newest.and_then(|newest| newest.update()).map(|update| format!("update {update}"));
    let day = newest.and_then(|newest| newest.version_created).map(record::date);
    let which: Vec<String> = [update, day].into_iter().flatten().collect();
    let which = if which.is_empty() { String::new() } else { format!(" ({})", which.join(", ")) };
    labelled(out, paint, "since", &format!("{} by the agency{which}", record::status(since)))?;
    match newest.and_then(|newest| newest.url.as_deref()) {
        Some(url) => labelled(out, paint, "newest", url),
        None => Ok(()),
    }
}

/// Shows whom a page credits.
pub(crate) fn credit_line(out: &mut impl Write, paint: Paint, credit: &Credit) -> io::Result<()> {
    let places: Vec<&str> = credit.found_in.iter().map(|place| place.name()).collect();
    let mut line = match &credit.agency {
        Some(agency) => format!("credited to {agency} ({})", places.join(", ")),
        None => "uncredited".to_owned(),
    };
    if !credit.other_sources.is_empty() {
        line = format!("{line}; names {}", credit.other_sources.join(", "));
    }
    labelled(out, paint, "credit", &line)
}

/// Shows a label and what it says, wrapped beside it.
pub(crate) fn labelled(out: &mut impl Write, paint: Paint, label: &str, text: &str) -> io::Result<()> {
    let width = paint.width.saturating_sub(LABEL + 2);
    for (index, line) in wrapped(&one_line(text), width).iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        writeln!(out, "  {}{line}", paint.faint(&format!("{label:<LABEL$}")))?;
    }
    Ok(())
}

/// The edits but for house style, numbered, and house style in one line.
fn edits(out: &mut impl Write, paint: Paint, edits: &[Edit]) -> io::Result<()> {
    let (style, serious): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().partition(|edit| edit.seriousness == Seriousness::Style);
    for (index, edit) in serious.into_iter().enumerate() {
        let kind = edit.kind.name().replace('-', " ");
        let note = one_line(&edit.note.to_string());
        let note = if note.is_empty() { note } else { format!(": {note}") };
        let kind = if edit.seriousness == Seriousness::Substance { paint.warning(&kind) } else { paint.strong(&kind) };
        writeln!(out, "  {:>3}. {kind}{}", index + 1, paint.faint(&note))?;
        sides(out, paint, edit)?;
    }
    if !style.is_empty() {
        let named: Vec<String> = style.iter().take(HOUSE_STYLE_NAMED).map(|edit| short(paint, edit)).collect();
        let more = if style.len() > HOUSE_STYLE_NAMED { ", …" } else { "" };
        let changes = if style.len() == 1 { "change" } else { "changes" };
        writeln!(out, "  and {} {changes} of house style: {}{more}", style.len(), named.join(", "))?;
    }
    Ok(())
}

/// Both sides of an edit: on one line where they are short, else below one another.
fn sides(out: &mut impl Write, paint: Paint, edit: &Edit) -> io::Result<()> {
    let [original, page] = texts(edit);
    if edit.original.as_ref().is_some_and(|excerpt| excerpt.words().is_none()) {
        // Of what is not known nothing can be struck out or marked as new.
        for line in wrapped(&page, paint.width.saturating_sub(11)).iter().filter(|line| !line.is_empty()) {
            writeln!(out, "       {line}")?;
        }
        return Ok(());
    }
    if original.chars().count() + page.chars().count() <= SHORT_EDIT {
        return writeln!(out, "       {}", short(paint, edit));
    }
    let width = paint.width.saturating_sub(11);
    // Colour begins and ends on every line, so that a pager shows each as it should.
    for line in wrapped(&original, width).iter().filter(|line| !line.is_empty()) {
        writeln!(out, "       {}", paint.deleted(line))?;
    }
    for line in wrapped(&page, width).iter().filter(|line| !line.is_empty()) {
        writeln!(out, "       {}", paint.inserted(line))?;
    }
    Ok(())
}

fn short(paint: Paint, edit: &Edit) -> String {
    let [original, page] = texts(edit);
    match (original.is_empty(), page.is_empty()) {
        (false, false) => format!("{} {}", paint.deleted(&original), paint.inserted(&page)),
        (false, true) => paint.deleted(&original),
        _ => paint.inserted(&page),
    }
}

fn texts(edit: &Edit) -> [String; 2] {
    [&edit.original, &edit.page].map(|side| side.as_ref().map(|excerpt| one_line(&excerpt.text)).unwrap_or_default())
}
