//! What does the extension learn while a reader reads?

use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::pages::{Expected, Page};
use xtask::shown::{self, Overlay, POPUP};
use xtask::webdriver::{Kind, until};

const ADDRESS: &str = "www.reuters.com/world/lowhaven-ferries-return-2031-03-04/";

const FERRIES: [&str; 7] = [
    "Ferries returned to Lowhaven harbour on Tuesday after two years in which the island could be reached by air alone, and \
     several hundred people stood on the pier to greet the first of them.",
    "The operator, Quillon Lines, said that it would run four crossings a day until the end of May, and six from then on if \
     enough crews can be found. It has hired 40 sailors since the autumn.",
    "“Nobody here has forgotten what the winter without a ship was like,” the mayor, Tilda Brandt, told the people on the pier.",
    "Shops had run out of flour twice, and the school closed for want of heating oil in January.",
    "Fares stay as they were before the storm of March 2029 broke the eastern breakwater and filled the channel with stone.",
    "Dredgers have taken 310,000 tonnes out of it since, twice as much as the harbour board had expected.",
    "The board still has to decide who pays for the breakwater; its next meeting is on April 2.",
];

const BEES: [&str; 6] = [
    "Beekeepers of the Tarn valley counted a third fewer swarms this spring than in any year since records began there, \
     their association said on Wednesday.",
    "Frost in the second half of April had killed the blossom of most plum trees on the northern slopes, it said.",
    "“We fed the hives with sugar until the lime trees came out,” Ottilie Karst, who keeps ninety of them above Unterbach, said.",
    "Honey from the valley is going to cost eleven crowns a jar, two more than a year ago, according to the dairy that sells it.",
    "The ministry of agriculture has promised the association 1.4 million crowns for new colonies, to be paid in September.",
    "Growers farther down the valley rent hives for their orchards and have begun to look for some abroad.",
];

/// A page of these paragraphs.
fn page(address: &str, canonical: &str, title: &str, paragraphs: &[String]) -> Page {
    let text: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let json_ld = json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": "2031-03-04T09:30:00Z", "dateModified": "2031-03-04T11:00:00Z",
    });
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <link rel=\"canonical\" href=\"{canonical}\"><meta property=\"og:type\" content=\"article\">\
         <meta property=\"article:modified_time\" content=\"2031-03-04T11:00:00Z\">\
         <script type=\"application/ld+json\">{json_ld}</script></head>\
         <body><main><article><h1>{title}</h1>\n{text}</article></main></body></html>"
    );
    let expected = Expected {
        verdict: "none".to_owned(),
        credited: false,
        other_sources: Vec::new(),
        edits: Vec::new(),
        never: Vec::new(),
    };
    Page {
        name: address.to_owned(),
        address: address.to_owned(),
        headers: Vec::new(),
        html,
        asks_for: Vec::new(),
        expected,
    }
}

fn owned(paragraphs: &[&str]) -> Vec<String> {
    paragraphs.iter().map(|paragraph| (*paragraph).to_owned()).collect()
}

/// The agency's own page of the ferries.
pub(crate) fn original() -> Page {
    let mut text = owned(&FERRIES);
    text[0] = format!("LOWHAVEN, March 4 (Reuters) - {}", text[0]);
    text.push("Reporting by Ann Example; Editing by Bo Example".to_owned());
    page(
        &format!("http://{ADDRESS}"),
        &format!("https://{ADDRESS}"),
        "Ferries return to Lowhaven after two years",
        &text,
    )
}

/// A page that repeats it with another figure, and says nothing of the agency.
pub(crate) fn repost() -> Page {
    let mut text = owned(&FERRIES);
    text[1] = text[1].replace("40 sailors", "60 sailors");
    text.remove(4);
    let address = "http://tribune.example/ferries-are-back-in-lowhaven";
    page(address, address, "Ferries are back in Lowhaven", &text)
}

/// A station's credited copy of another story.
pub(crate) fn copy() -> Page {
    let mut text = owned(&BEES);
    text[0] = format!("UNTERBACH (Reuters) - {}", text[0]);
    text.insert(0, "By Thomson Reuters".to_owned());
    text.push("(Reporting by Ann Example; Editing by Bo Example)".to_owned());
    let address = "http://station.example/fewer-swarms-in-the-tarn-valley";
    page(address, address, "Fewer swarms in the Tarn valley", &text)
}

/// What the options would list.
fn learned(session: &mut Session) -> Result<Value> {
    session.in_extension(POPUP, "return chrome.runtime.sendMessage({ kind: 'learned-list' })", json!([]))
}

pub(crate) fn wait_for(session: &mut Session, total: u64) -> Result<Value> {
    until("the story to be learned", || Ok(Some(learned(session)?).filter(|list| list["total"] == json!(total))))
}

/// A repost is nothing until its original has been read; then it is flagged, linked and compared word by word. A credited
/// copy teaches another story; what is forgotten is gone.
pub(crate) fn reading_teaches(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let [original, repost, copy] = [original(), repost(), copy()];
    session.visit(&repost)?;
    let report = shown::settled(&mut session, &repost.address)?;
    ensure!(report["verdict"] == "none", "flagged before the original was known: {report}");
    ensure!(wait_for(&mut session, 0).is_ok());

    if kind == Kind::Chromium {
        // It asks for the encrypted page first.
        session.expect("www.reuters.com:443");
    }
    session.visit(&original)?;
    let report = shown::settled(&mut session, &original.address)?;
    ensure!(report["verdict"] == "original", "{report}");
    let list = wait_for(&mut session, 1).with_context(|| format!("the page said {}", report["lesson"]))?;
    let story = &list["stories"][0];
    ensure!(story["url"] == format!("https://{ADDRESS}") && story["hasText"] == true, "learned as {story}");

    session.stop_background()?;
    session.visit(&repost)?;
    let overlay = Overlay::wait(&mut session)?;
    let shown = overlay.report(&mut session)?;
    ensure!(shown.verdict == "edited", "{shown:?}");
    let figure = shown.edits.iter().find(|edit| edit.kind == "figure-changed").context("no changed figure")?;
    ensure!(figure.inserted.concat().contains("60") && figure.deleted.concat().contains("40"), "{figure:?}");
    let link = session.find_in(&overlay.root, "a.open-original")?;
    let href = session.evaluate("return arguments[0].href", json!([link.argument()]))?;
    ensure!(href == format!("https://{ADDRESS}"), "the link leads to {href}");
    compare(&mut session, &overlay)?;

    session.visit(&copy)?;
    let report = shown::settled(&mut session, &copy.address)?;
    let list = wait_for(&mut session, 2).with_context(|| format!("the page said {}", report["lesson"]))?;
    let of_copy = |story: &&Value| story["seenOn"] == "station.example";
    let stories: Vec<Value> = list["stories"].as_array().cloned().unwrap_or_default();
    let story = stories.iter().find(of_copy).with_context(|| format!("no copy in {list}"))?;

    let forget = "await chrome.runtime.sendMessage({ kind: 'learned-delete', ids: [arguments[0]] })";
    session.in_extension(POPUP, forget, json!([story["id"]]))?;
    ensure!(learned(&mut session)?["total"] == 1, "what was forgotten is still there");
    session.in_extension(POPUP, "await chrome.runtime.sendMessage({ kind: 'learned-clear' })", json!([]))?;
    ensure!(learned(&mut session)?["total"] == 0, "what was cleared is still there");
    session.finish()
}

/// The panel leads to the compare page: both texts in rows, the changed word marked on each side.
fn compare(session: &mut Session, overlay: &Overlay) -> Result<()> {
    let page = session.tab()?;
    overlay.open_panel(session)?;
    let button = session.find_in(&overlay.root, "button.compare")?;
    session.click(&button)?;
    let opened = comparison_opened(session)?;
    let comparison = session.open_tab()?;
    session.open(&opened)?;
    session.find(".rows > li")?;
    let marked = "
        const row = document.querySelector('li[data-kind~=\"figure-changed\"]');
        return ['del', 'ins'].map((tag) => row.querySelector(tag).textContent.trim());";
    let marked = session.evaluate(marked, json!([]))?;
    ensure!(marked == json!(["40", "60"]), "marked are {marked}");
    let exported = session.evaluate_later(EXPORTED, json!([]))?;
    let record: Value = serde_json::from_str(exported["json"].as_str().unwrap_or_default())?;
    ensure!(record["original"]["from"]["name"] == "reading", "the evidence does not say where it came from: {record}");
    ensure!(exported["markdown"].as_str().is_some_and(|text| text.contains("Came from: reading")), "{exported}");

    // What the reader has said holds here too, and another page is not taken for the one that was compared.
    let told = |session: &mut Session, script: &str| -> Result<String> {
        session.in_extension(OPTIONS, script, json!([repost().address, format!("https://{ADDRESS}")]))?;
        session.open(&opened)?;
        session.find("main[aria-busy=false]")?;
        let said = "return ['problem', 'sides'].map((id) => document.getElementById(id).textContent).join(' ')";
        Ok(session.evaluate(said, json!([]))?.as_str().unwrap_or_default().to_owned())
    };
    let refuse =
        "await copytaster.feedback.refuse(arguments[0], { id: arguments[1], agency: 'Reuters', headline: '' })";
    let refused = told(session, refuse)?;
    ensure!(refused.trim().is_empty(), "compared with a story that the reader has refused: {refused}");
    let undo = "for (const { key } of await copytaster.feedback.all()) await copytaster.feedback.undo(key)";
    ensure!(told(session, undo)?.contains("40"), "not compared again after the refusal was taken back");
    let off = told(session, "await copytaster.settings.switchSite(new URL(arguments[0]).host, false)")?;
    ensure!(off.contains("switched off"), "compared where the site is switched off: {off}");
    session.switch_to(&page)?;
    session.visit(&Page::read("ordinary-article")?)?;
    shown::settled(session, &Page::read("ordinary-article")?.address)?;
    session.switch_to(&comparison)?;
    let other = told(session, "await copytaster.settings.switchSite(new URL(arguments[0]).host, true)")?;
    ensure!(other.contains("another page"), "another page was taken for this one: {other}");
    session.close_tab(&page)
}

/// What the compare page would save, as text.
const EXPORTED: &str = "
    const saved = [];
    URL.createObjectURL = (blob) => { saved.push(blob.text()); return '#'; };
    HTMLAnchorElement.prototype.click = () => {};
    for (const id of ['json', 'markdown']) document.getElementById(id).click();
    const [json, markdown] = await Promise.all(saved);
    return { json, markdown };";

/// The options' page.
const OPTIONS: &str = "extension/options/options.html";

/// The address of the compare page that was opened. Not every driver shows tabs of an extension; the same address in a tab of
/// ours shows the same.
pub(crate) fn comparison_opened(session: &mut Session) -> Result<String> {
    let opened = "return (await chrome.tabs.query({})).map(({ url, pendingUrl }) => url || pendingUrl)
        .find((url) => url?.includes('compare.html'))";
    until("the compare page", || Ok(session.in_extension(POPUP, opened, json!([]))?.as_str().map(str::to_owned)))
}
