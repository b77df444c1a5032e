//! Do both browsers say what the program says?

use crate::program;
use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::dist::{SAMPLE, build_sample};
use xtask::pages::{Page, hostile};
use xtask::shown::{self, Overlay, Report, ShownEdit, is_visible};
use xtask::webdriver::{Kind, until};

pub(crate) fn rewritten_repost(kind: Kind) -> Result<()> {
    agree(kind, &Page::read("rewritten-repost")?)
}

pub(crate) fn furnished_repost(kind: Kind) -> Result<()> {
    agree(kind, &Page::read("furnished-repost")?)
}

pub(crate) fn licensed_copy(kind: Kind) -> Result<()> {
    agree(kind, &Page::read("licensed-copy")?)
}

pub(crate) fn broadcaster_retold(kind: Kind) -> Result<()> {
    agree(kind, &Page::read("broadcaster-retold")?)
}

pub(crate) fn newspaper_retold(kind: Kind) -> Result<()> {
    agree(kind, &Page::read("newspaper-retold")?)
}

pub(crate) fn strict_policy(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::strict_policy)
}

pub(crate) fn nonces(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::nonces)
}

pub(crate) fn trusted_types(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::trusted_types)
}

pub(crate) fn sandboxed(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::sandboxed)
}

pub(crate) fn style_sheet_attack(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::style_sheet_attack)
}

pub(crate) fn clobbered_names(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::clobbered_names)
}

pub(crate) fn many_nodes(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::many_nodes)
}

pub(crate) fn deep_nesting(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::deep_nesting)
}

pub(crate) fn hidden_text(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::hidden_text)
}

pub(crate) fn hidden_article(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::hidden_article)
}

pub(crate) fn two_stories(kind: Kind) -> Result<()> {
    agree_in_spite_of(kind, hostile::two_stories)
}

/// Of a pack that is passed on nobody has the original's words: what is drawn says so, and names the facts.
pub(crate) fn a_pack_without_text(kind: Kind) -> Result<()> {
    let page = Page::read("rewritten-repost")?;
    let packs = tempfile::tempdir()?;
    let pack = packs.path().join(SAMPLE);
    build_sample(&pack, &[])?;
    let answer = program::check_with(&page, &pack)?;
    ensure!(answer["verdict"] == page.expected.verdict, "judged {} without the text", answer["verdict"]);
    let named = edits(&answer, |edit| !edit["original"]["text"].is_null());
    ensure!(!named.is_empty(), "no fact of the original is named");
    ensure!(
        edits(&answer, |edit| edit["seriousness"] == "wording").iter().all(|edit| sides(edit).0.is_empty()),
        "a wording of the original is known"
    );

    let mut session = Session::with_packs(kind, packs.path())?;
    session.visit(&page)?;
    let overlay = Overlay::wait(&mut session)?;
    let panel = overlay.open_panel(&mut session)?;
    let report = overlay.report(&mut session)?;
    let count = |kind: &str| edits(&answer, |edit| edit["kind"] == kind).len();
    let drawn = |kind: &str| report.edits.iter().filter(|edit| edit.kind == kind).count();
    ensure!(answer["verdict"] == report.verdict, "drawn as {}, the program says {}", report.verdict, answer["verdict"]);
    for kind in ["quote-altered", "figure-changed", "reworded"] {
        ensure!(count(kind) > 0 && drawn(kind) == count(kind), "{kind}: {} drawn of {}", drawn(kind), count(kind));
    }
    let text = folded(&shown::visible_text(&mut session, &panel)?);
    for edit in &named {
        let (original, page) = sides(edit);
        ensure!(text.contains(&original) && text.contains(&page), "not named in the panel: {edit}");
    }
    session.finish()
}

/// A hostile copy gets the edits that the page gets.
fn agree_in_spite_of(kind: Kind, hostility: fn(&Page) -> Page) -> Result<()> {
    let page = Page::read("rewritten-repost")?;
    let copy = hostility(&page);
    let texts = |answer: &Value| edits(answer, |_| true).iter().map(sides).collect::<Vec<_>>();
    ensure!(
        texts(&program::check(&copy)?) == texts(&program::check(&page)?),
        "the program finds other edits in the copy"
    );
    agree(kind, &copy)
}

/// The program's answer is as expected, and what is drawn says the same.
fn agree(kind: Kind, page: &Page) -> Result<()> {
    let answer = program::check(page)?;
    as_expected(page, &answer)?;

    let mut session = Session::start(kind)?;
    session.visit(page)?;
    let report = if page.is_flagged() {
        let overlay = Overlay::wait(&mut session)?;
        is_drawn(&mut session, &overlay)?;
        overlay.report(&mut session)?
    } else {
        shown::settled(&mut session, &page.address)?;
        ensure!(!Overlay::is_there(&mut session)?, "something is shown on the page");
        shown::open_popup(&mut session)?;
        Report::of_popup(&mut session)?
    };
    same(&report, &answer)?;
    session.finish()
}

/// The overlay stands where it should, in its own clothes.
fn is_drawn(session: &mut Session, overlay: &Overlay) -> Result<()> {
    let has_ground = "
        return !/^(transparent|rgba\\(.*, 0\\))$/.test(getComputedStyle(arguments[0]).backgroundColor);";
    let chip = overlay.chip(session)?;
    // It fades in, and a page of 50,000 nodes takes its time to draw the first frame of that.
    until("the chip to be seen", || Ok(is_visible(session, &chip)?.then_some(())))?;
    ensure!(session.evaluate(has_ground, json!([chip.argument()]))? == true, "the chip has no ground");
    let panel = overlay.open_panel(session)?;
    ensure!(session.evaluate(has_ground, json!([panel.argument()]))? == true, "the panel has no ground");
    let marks = "
        const style = (tag) => { const it = arguments[0].querySelector(tag); return it && getComputedStyle(it); };
        const del = style('del'), ins = style('ins');
        return {
          width: arguments[0].getBoundingClientRect().width,
          differ: !del || !ins || del.color !== ins.color || del.textDecorationLine !== ins.textDecorationLine,
        };";
    let marks = session.evaluate(marks, json!([panel.argument()]))?;
    ensure!(marks["width"].as_f64().is_some_and(|width| width >= 240.0), "the panel is too narrow: {marks}");
    ensure!(marks["differ"] == true, "what was dropped looks like what was added");
    Ok(())
}

/// The answer holds what the page's folder asks for.
fn as_expected(page: &Page, answer: &Value) -> Result<()> {
    let expected = &page.expected;
    ensure!(answer["verdict"] == expected.verdict, "verdict {}, expected {}", answer["verdict"], expected.verdict);
    let status = if expected.credited { "credited" } else { "uncredited" };
    ensure!(answer["credit"]["status"] == status, "credit {}, expected {status}", answer["credit"]);
    let sources = answer["credit"]["other_sources"].to_string();
    for source in &expected.other_sources {
        ensure!(sources.contains(source), "{source} is not among the sources {sources}");
    }
    let edits = edits(answer, |_| true);
    for kind in &expected.edits {
        ensure!(edits.iter().any(|edit| edit["kind"] == **kind), "no edit of kind {kind}");
    }
    for words in &expected.never {
        let found = edits.iter().find(|edit| edit.to_string().contains(words));
        ensure!(found.is_none(), "“{words}” stands in an edit: {found:?}");
    }
    Ok(())
}

/// What is drawn is what the program says: the verdict, the edits in their order, and their words.
fn same(report: &Report, answer: &Value) -> Result<()> {
    ensure!(answer["verdict"] == report.verdict, "drawn as {}, the program says {}", report.verdict, answer["verdict"]);
    let mut expected = edits(answer, |edit| edit["seriousness"] == "substance");
    expected.extend(edits(answer, |edit| edit["seriousness"] == "wording"));
    let kinds = |edits: &[Value]| edits.iter().map(|edit| edit["kind"].clone()).collect::<Vec<_>>();
    let shown: Vec<Value> = report.edits.iter().map(|edit| edit.kind.as_str().into()).collect();
    ensure!(shown == kinds(&expected), "drawn edits {shown:?}, the program's {:?}", kinds(&expected));
    for (shown, edit) in report.edits.iter().zip(&expected) {
        same_words(shown, edit).with_context(|| format!("drawn {shown:?}, the program says {edit}"))?;
    }
    let style = edits(answer, |edit| edit["seriousness"] == "style").len();
    ensure!(
        report.house_style == style,
        "{} changes of house style drawn, the program finds {style}",
        report.house_style
    );
    Ok(())
}

/// Struck-out words are the original's, inserted ones the page's, and a side that is missing shows none.
fn same_words(shown: &ShownEdit, edit: &Value) -> Result<()> {
    let (original, page) = sides(edit);
    let stand = |words: &String, side: &str| !words.is_empty() && side.contains(&folded(words));
    ensure!(shown.deleted.iter().all(|words| stand(words, &original)), "other words are struck out, or none");
    ensure!(shown.inserted.iter().all(|words| stand(words, &page)), "other words are inserted, or none");
    ensure!(original == page || !shown.deleted.is_empty() || !shown.inserted.is_empty(), "no words are marked");
    Ok(())
}

fn edits(answer: &Value, which: impl Fn(&Value) -> bool) -> Vec<Value> {
    answer["edits"].as_array().into_iter().flatten().filter(|edit| which(edit)).cloned().collect()
}

/// The words of the original and of the page, white space folded.
fn sides(edit: &Value) -> (String, String) {
    let side = |name: &str| folded(edit[name]["text"].as_str().unwrap_or_default());
    (side("original"), side("page"))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
