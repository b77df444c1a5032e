//! What if a reader subscribes to a list, and the list is good, gone, late or forged?
//!
//! After every step either the list before or the list after is installed, whole; and every request that was made for a list is
//! compared with those that had to be made.

use crate::lists::{BASE, LIST, List, MIRROR};
use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;
use xtask::pages::Page;
use xtask::shown::{self, POPUP};
use xtask::webdriver::{Kind, until};

/// A browser without any story, and the list that is served to it.
pub(crate) struct Reader {
    pub(crate) session: Session,
    list: List,
    /// How many requests were looked at.
    seen: usize,
    _no_packs: TempDir,
}

impl Reader {
    fn new(kind: Kind) -> Result<Self> {
        Self::with(kind, Session::with_packs)
    }

    pub(crate) fn with(kind: Kind, start: impl FnOnce(Kind, &Path) -> Result<Session>) -> Result<Self> {
        let (no_packs, list) = (tempfile::tempdir()?, List::new()?);
        let session = start(kind, no_packs.path())?;
        list.serve(session.server(), BASE)?;
        Ok(Self { session, list, seen: 0, _no_packs: no_packs })
    }

    /// One who has agreed to the list as it is.
    fn subscribed(kind: Kind) -> Result<Self> {
        let mut reader = Self::new(kind)?;
        reader.agree()?;
        ensure!(reader.sequence()? == 1, "the list was not installed: {}", reader.state()?);
        reader.asked()?;
        Ok(reader)
    }

    /// Has so many more stories offered.
    pub(crate) fn offer_more(&mut self, stories: usize) -> Result<()> {
        self.list.add_stories(stories)?;
        self.list.serve(self.session.server(), BASE)
    }

    /// Subscribes.
    pub(crate) fn agree(&mut self) -> Result<()> {
        let agreed = self.list.agreed()?;
        self.tell(json!({"kind": "subscribe", "address": BASE, "agreed": agreed})).map(drop)
    }

    /// Sends the background a message and gives its answer.
    fn tell(&mut self, message: Value) -> Result<Value> {
        self.session.in_extension(POPUP, "return chrome.runtime.sendMessage(arguments[0])", json!([message]))
    }

    pub(crate) fn update(&mut self) -> Result<()> {
        self.tell(json!({"kind": "update-list", "address": BASE})).map(drop)
    }

    /// What the options' page is told of the list.
    pub(crate) fn state(&mut self) -> Result<Value> {
        Ok(self.tell(json!({"kind": "subscriptions"}))?["lists"].get(0).cloned().unwrap_or_default())
    }

    /// The number of the list that is installed; 0 for none.
    pub(crate) fn sequence(&mut self) -> Result<u64> {
        Ok(self.state()?["installed"]["sequence"].as_u64().unwrap_or_default())
    }

    /// The key of the message that says what went wrong; empty where nothing did.
    pub(crate) fn problem(&mut self) -> Result<String> {
        Ok(self.state()?["problem"]["what"]["message"].as_str().unwrap_or_default().to_owned())
    }

    /// Whether the page that repeats the sample story is known to do so.
    pub(crate) fn is_flagged(&mut self) -> Result<bool> {
        let page = Page::read("rewritten-repost")?;
        self.session.visit(&page)?;
        let report = shown::settled(&mut self.session, &page.address)?;
        Ok(report["panel"].to_string().contains("rewritten"))
    }

    /// The addresses that were asked for since the last time; none of them with anything that tells of the reader.
    fn asked(&mut self) -> Result<Vec<String>> {
        let requests = self.session.server().requests();
        let new = requests[self.seen..]
            .iter()
            .filter(|request| request.address.starts_with(BASE) || request.address.starts_with(MIRROR));
        let new: Vec<_> = new.cloned().collect();
        // A browser asks for the icon of a site whose list is opened in a tab.
        let icons = requests[self.seen..].iter().filter(|request| request.address == "http://localhost/favicon.ico");
        icons.for_each(|icon| self.session.expect(&icon.address));
        self.seen = requests.len();
        for request in &new {
            let tells = request.headers.iter().find(|header| ["cookie", "referer"].contains(&header.0.as_str()));
            ensure!(tells.is_none() && request.method == "GET", "a request that tells of the reader: {request:?}");
            self.session.expect(&request.address);
        }
        Ok(new.into_iter().map(|request| request.address).collect())
    }

    /// Asserts that exactly this was asked for since the last time.
    fn has_asked(&mut self, names: &[&str], when: &str) -> Result<()> {
        let expected: Vec<String> = names
            .iter()
            .map(|name| if name.contains("://") { (*name).to_owned() } else { [BASE, name].concat() })
            .collect();
        let asked = self.asked()?;
        ensure!(asked == expected, "{when}: asked for {asked:#?}, not for {expected:#?}");
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.asked()?;
        self.session.finish()
    }
}

/// The reader opens a list's address, looks, agrees; then gets what is new and nothing else, and may leave it again.
pub(crate) fn a_reader_subscribes_and_stays_up_to_date(kind: Kind) -> Result<()> {
    let mut reader = Reader::new(kind)?;
    ensure!(!reader.is_flagged()?, "a story was known before anything was installed");
    let tab = reader.session.tab()?;
    reader.session.open_tab()?;
    reader.session.open(&[BASE, LIST].concat())?;
    // Opening the list opens the options, which ask for nothing yet. A driver sees the tabs alone that it has opened itself.
    let opened =
        "return (await chrome.tabs.query({})).find((tab) => tab.url?.includes('options.html#subscribe='))?.url ?? null";
    let options = until("the options to open", || {
        let opened = reader.session.in_extension(POPUP, opened, json!([]))?;
        Ok(opened.as_str().map(str::to_owned))
    })?;
    reader.session.open(&options)?;
    let look = reader.session.find("#subscriptions form button")?;
    reader.has_asked(&[LIST], "before the reader looks")?;
    reader.session.click(&look)?;
    let agree = reader.session.find("#subscriptions .offer dl + p button")?;
    let offer = reader.session.find("#subscriptions .offer")?;
    let offer = reader.session.text(&offer)?;
    let manifest = reader.list.manifest_name()?;
    reader.has_asked(&[LIST, &manifest], "looking at the list")?;
    for told in ["Sample wire", "Reuters", "reuters.com", "CC0-1.0", "3D0340EB3DE226BC", "localhost", "1 story"] {
        ensure!(offer.contains(told), "the offer does not tell of {told}: {offer}");
    }
    ensure!(reader.sequence()? == 0, "installed before the reader agreed");
    reader.session.click(&agree)?;
    reader.session.find("#subscriptions .rows li")?;
    until("the list to be installed", || Ok((reader.sequence()? == 1).then_some(())))?;
    let packs = reader.session.find("#packs tbody tr")?;
    until("the list's name", || Ok(reader.session.text(&packs)?.contains("Sample wire").then_some(())))?;
    let [first] = reader.list.segments()?.try_into().ok().context("not one segment")?;
    reader.has_asked(&[LIST, &manifest, &first], "subscribing")?;
    reader.session.switch_to(&tab)?;
    ensure!(reader.is_flagged()?, "the story of the list is not known");

    // Nothing new: one small request, which is told that nothing is.
    reader.update()?;
    reader.has_asked(&[LIST], "with nothing new")?;
    let last = reader.session.server().requests().into_iter().rfind(|request| request.address.ends_with(LIST));
    ensure!(last.is_some_and(|last| last.headers.iter().any(|header| header.0 == "if-none-match")), "no If-None-Match");

    // A new story: its own segment alone.
    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    let [manifest, segments] = [vec![reader.list.manifest_name()?], reader.list.segments()?];
    let new: Vec<&String> = segments.iter().filter(|name| **name != first).collect();
    ensure!(segments.len() == 2 && new.len() == 1, "the sample's segment did not stay: {segments:?}");
    reader.has_asked(&[LIST, &manifest[0], new[0]], "with a new segment")?;
    ensure!((reader.sequence()?, reader.problem()?.as_str()) == (2, ""), "the update did not arrive");

    // Taken back, the story is known no more.
    reader.list.publish(&["--withdraw", "blinken-china-support"])?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.sequence()? == 3 && !reader.is_flagged()?, "a story that was taken back is still known");

    reader.tell(json!({"kind": "unsubscribe", "address": BASE}))?;
    ensure!(reader.state()?.is_null(), "the list is still there");
    reader.finish()
}

/// A list that is forged, damaged, old or not what the reader agreed to changes nothing, and the reader is told why.
pub(crate) fn what_is_wrong_changes_nothing(kind: Kind) -> Result<()> {
    let mut reader = Reader::subscribed(kind)?;
    type Spoil = fn(&List) -> Result<()>;
    let change = |path: std::path::PathBuf, at: usize| -> Result<()> {
        let mut bytes = std::fs::read(&path)?;
        bytes[at] ^= 1;
        Ok(std::fs::write(path, bytes)?)
    };
    let wrongs: [(&str, &str, Spoil); 11] = [
        ("a segment was tampered with", "listDamaged", |_| Ok(())),
        ("the manifest was tampered with", "listDamaged", |_| Ok(())),
        ("the signature was tampered with", "listSignature", |_| Ok(())),
        ("it went back", "listGoesBack", |list| list.forge(|it| it["sequence"] = json!(1))),
        ("it has expired", "listExpired", |list| list.forge(|it| it["expires"] = json!("2024-01-01T00:00:00Z"))),
        ("another agency", "listOtherAgency", |list| list.forge(|it| it["agency"] = json!("Examplewire"))),
        ("another host", "listOtherHosts", |list| {
            list.forge(|it| it["hosts"] = json!(["reuters.com", "casino.example"]))
        }),
        ("fewer hosts than its pack", "listPack", |list| list.forge(|it| it["hosts"] = json!([]))),
        ("a test fails", "listTest", |list| list.forge(|it| it["tests"][0]["story"] = json!("another"))),
        ("no manifest", "listNone", |list| list.forge(|it| it["segments"] = json!("none"))),
        ("a newer form", "listNewer", |list| list.forge(|it| it["format"] = json!(2))),
    ];
    for (number, (what, problem, spoil)) in wrongs.into_iter().enumerate() {
        let good = reader.list.copy()?;
        if number < 3 {
            good.add_story()?;
            let segments = good.segments()?;
            let new = segments.iter().find(|name| !reader.list.path(name).exists()).context("no new segment")?;
            match number {
                0 => change(good.path(new), 300)?,
                1 => change(good.path(&good.manifest_name()?), 100)?,
                _ => {
                    // A letter of the signature itself: another one, lest it be no signature at all.
                    let mut list = std::fs::read(good.path(LIST))?;
                    list[160] = if list[160] == b'A' { b'B' } else { b'A' };
                    std::fs::write(good.path(LIST), list)?;
                }
            }
        }
        spoil(&good)?;
        good.serve(reader.session.server(), BASE)?;
        reader.update()?;
        ensure!(reader.problem()? == problem, "{what}: the reader was told {}", reader.state()?["problem"]);
        ensure!(reader.sequence()? == 1, "{what}: another list is installed");
        reader.session.stop_background()?;
        ensure!(reader.sequence()? == 1, "{what}: another list is installed after the background was stopped");
        good.refuse(reader.session.server(), BASE)?;
        reader.list.serve(reader.session.server(), BASE)?;
    }
    ensure!(reader.is_flagged()?, "the story is not known any more");
    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(
        (reader.sequence()?, reader.problem()?.as_str()) == (2, ""),
        "a good list after bad ones: {}",
        reader.state()?
    );
    reader.finish()
}

/// A key that was not announced is asked about; one that was is not.
pub(crate) fn another_key_is_asked_about_unless_announced(kind: Kind) -> Result<()> {
    let mut reader = Reader::subscribed(kind)?;
    let (next, public) = crate::lists::new_key()?;
    let unannounced = reader.list.copy()?;
    unannounced.publish_with(next.path(), &["--change-key"])?;
    unannounced.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.problem()? == "listOtherKey" && reader.sequence()? == 1, "{}", reader.state()?);
    // The reader looks again and agrees.
    let agreed = unannounced.agreed()?;
    reader.tell(json!({"kind": "subscribe", "address": BASE, "agreed": agreed}))?;
    ensure!(reader.problem()?.is_empty() && reader.sequence()? == 2, "{}", reader.state()?);
    // Back with the key before, as if nothing had been; then the other key is announced.
    reader.agree()?;
    ensure!(reader.problem()? == "listOtherKey" && reader.sequence()? == 2, "{}", reader.state()?);
    reader.list.publish(&["--next-key", &public])?;
    reader.list.publish(&[])?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.problem()?.is_empty() && reader.sequence()? == 3, "{}", reader.state()?);
    reader.list.publish_with(next.path(), &[])?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.problem()?.is_empty() && reader.sequence()? == 4, "{}", reader.state()?);
    // The key that was replaced signs nothing more.
    reader.list.publish(&["--change-key"])?;
    reader.list.serve(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.problem()? == "listOtherKey" && reader.sequence()? == 4, "{}", reader.state()?);
    reader.finish()
}

/// Where the list does not answer, or has a damaged pack, its mirror does; one that lags behind is not believed to be news.
pub(crate) fn a_mirror_stands_in(kind: Kind) -> Result<()> {
    let mut reader = Reader::subscribed(kind)?;
    reader.list.serve(reader.session.server(), MIRROR)?;
    reader.list.refuse(reader.session.server(), BASE)?;
    reader.update()?;
    ensure!(reader.problem()? == "listUnreachable" && reader.sequence()? == 1, "{}", reader.state()?);
    let at_mirror = |name: &str| [MIRROR, name].concat();
    let manifest = reader.list.manifest_name()?;
    reader.has_asked(&[LIST, &at_mirror(LIST), &at_mirror(&manifest)], "with a mirror that has nothing new")?;

    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), MIRROR)?;
    reader.update()?;
    ensure!(reader.problem()?.is_empty() && reader.sequence()? == 2, "{}", reader.state()?);
    let manifest = reader.list.manifest_name()?;
    let segments = reader.list.segments()?;
    let asked = reader.asked()?;
    ensure!(
        asked.len() == 4 && asked[..3] == [[BASE, LIST].concat(), at_mirror(LIST), at_mirror(&manifest)],
        "{asked:?}"
    );
    ensure!(segments.iter().any(|name| asked[3] == at_mirror(name)), "{asked:?}");

    // A redirect leads nowhere.
    let elsewhere = xtask::loopback::Answer {
        headers: vec![("Location".to_owned(), at_mirror(LIST))],
        ..xtask::loopback::Answer::html("")
    };
    reader.session.server().answer(&[BASE, LIST].concat(), elsewhere);
    reader.list.refuse(reader.session.server(), MIRROR)?;
    reader.update()?;
    ensure!(reader.problem()? == "listUnreachable" && reader.sequence()? == 2, "{}", reader.state()?);
    reader.has_asked(&[LIST, &at_mirror(LIST)], "with a redirect")?;
    reader.finish()
}

/// The background is stopped while it waits for the list, for the manifest and for a pack: the list before stays, and the next
/// time all goes well.
pub(crate) fn a_stopped_background_leaves_one_list_or_the_other(kind: Kind) -> Result<()> {
    let mut reader = Reader::subscribed(kind)?;
    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), BASE)?;
    let new = reader.list.segments()?.pop().context("no segment")?;
    for held in [LIST, &reader.list.manifest_name()?, &new] {
        let address = [BASE, held].concat();
        reader.session.server().hold(&address);
        reader.asked()?;
        let begin = "chrome.runtime.sendMessage(arguments[0]).catch(() => {}); return null";
        reader.session.in_extension(POPUP, begin, json!([{"kind": "update-list", "address": BASE}]))?;
        let seen = reader.seen;
        until("the request that is held", || {
            let requests = reader.session.server().requests();
            Ok(requests[seen..].iter().any(|request| request.address == address).then_some(()))
        })?;
        reader.session.stop_background()?;
        ensure!(reader.sequence()? == 1, "stopped at {held}: {}", reader.state()?);
        reader.session.server().release(&address);
    }
    ensure!(reader.is_flagged()?, "the story is not known any more");
    reader.update()?;
    ensure!((reader.sequence()?, reader.problem()?.as_str()) == (2, ""), "{}", reader.state()?);
    reader.session.stop_background()?;
    ensure!(reader.sequence()? == 2 && reader.is_flagged()?, "what was installed did not last");

    // Of two packs one has come when it is stopped: it is not fetched again.
    reader.tell(json!({"kind": "unsubscribe", "address": BASE}))?;
    let (manifest, segments) = (reader.list.manifest_name()?, reader.list.segments()?);
    let [first, second] = segments.as_slice() else { anyhow::bail!("not two segments: {segments:?}") };
    let address = [BASE, second].concat();
    reader.session.server().hold(&address);
    reader.asked()?;
    let begin = "chrome.runtime.sendMessage(arguments[0]).catch(() => {}); return null";
    let agreed = reader.list.agreed()?;
    let subscribe = json!({"kind": "subscribe", "address": BASE, "agreed": agreed});
    reader.session.in_extension(POPUP, begin, json!([subscribe]))?;
    let seen = reader.seen;
    until("the request for the second pack", || {
        let requests = reader.session.server().requests();
        Ok(requests[seen..].iter().any(|request| request.address == address).then_some(()))
    })?;
    reader.session.stop_background()?;
    reader.session.server().release(&address);
    reader.has_asked(&[LIST, &manifest, first, second], "subscribing again")?;
    reader.update()?;
    reader.has_asked(&[LIST, &manifest, second], "after the interruption")?;
    ensure!((reader.sequence()?, reader.problem()?.as_str()) == (2, ""), "{}", reader.state()?);
    let left = "return (await caches.keys()).length";
    ensure!(reader.session.in_extension(POPUP, left, json!([]))? == 0, "what waited is still there");
    reader.finish()
}

/// The disk is full at any of the values that an update stores: the list before stays, the reader is told so and what helps; and
/// with room again the update comes.
pub(crate) fn a_full_disk_leaves_the_list_before(kind: Kind) -> Result<()> {
    let mut reader = Reader::with(kind, Session::with_little_room)?;
    reader.agree()?;
    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), BASE)?;
    let mut steps = 0;
    let room = "chrome.runtime.sendMessage({ kind: 'room', values: arguments[0] })";
    loop {
        reader.session.in_extension(POPUP, room, json!([steps]))?;
        reader.update()?;
        if reader.sequence()? == 2 {
            break;
        }
        ensure!((reader.sequence()?, reader.problem()?.as_str()) == (1, "listNoRoom"), "{}", reader.state()?);
        reader.session.stop_background()?;
        ensure!(reader.sequence()? == 1, "after the background was stopped: {}", reader.state()?);
        steps += 1;
        if steps == 1 {
            ensure!(reader.is_flagged()?, "the story is not known any more");
            let options = reader.session.extension_address("extension/options/options.html");
            reader.session.open(&options)?;
            for place in ["#problems:not([hidden]) li", "#subscriptions .rows .notice"] {
                let told = reader.session.find(place)?;
                let told = reader.session.text(&told)?;
                ensure!(told.contains("no room") && told.contains("Free space"), "in {place} stands “{told}”");
            }
        }
    }
    // A part, the pack's head, and the switch.
    ensure!(steps >= 3 && reader.problem()?.is_empty(), "after {steps} steps: {}", reader.state()?);
    ensure!(reader.is_flagged()?, "the story is not known any more");

    // Of two packs the first waits for the second; where there is room for them alone, it does not.
    reader.tell(json!({"kind": "unsubscribe", "address": BASE}))?;
    let (manifest, segments) = (reader.list.manifest_name()?, reader.list.segments()?);
    let [first, second] = segments.as_slice() else { anyhow::bail!("not two segments: {segments:?}") };
    reader.asked()?;
    reader.session.in_extension(POPUP, room, json!([3]))?;
    let agreed = reader.list.agreed()?;
    reader.tell(json!({"kind": "subscribe", "address": BASE, "agreed": agreed}))?;
    ensure!((reader.sequence()?, reader.problem()?.as_str()) == (2, ""), "{}", reader.state()?);
    reader.has_asked(&[LIST, &manifest, first, second, first, second], "with room for two packs alone")?;
    reader.finish()
}

/// Nothing is asked because a page is read; when the time has come, the clock wakes the background, which asks.
pub(crate) fn the_clock_brings_what_is_new(kind: Kind) -> Result<()> {
    let mut reader = Reader::subscribed(kind)?;
    reader.list.add_story()?;
    reader.list.serve(reader.session.server(), BASE)?;
    let alarm = "return (await chrome.alarms.get('lists'))?.scheduledTime - Date.now()";
    let minutes = |reader: &mut Reader| -> Result<f64> {
        let left = reader.session.in_extension(POPUP, alarm, json!([]))?;
        Ok(left.as_f64().context("no alarm is set")? / 60_000.0)
    };
    let left = minutes(&mut reader)?;
    ensure!((44.0..76.0).contains(&left), "the next time is in {left} minutes");
    // The list is overdue, as after a night; a page that is read wakes the background, and makes it ask for nothing.
    let overdue = "
        const { subscriptions } = await chrome.storage.local.get('subscriptions');
        for (const list of Object.values(subscriptions)) list.due = 1;
        await chrome.storage.local.set({ subscriptions });
        await chrome.alarms.clear('lists');";
    reader.session.in_extension(POPUP, overdue, json!([]))?;
    reader.session.stop_background()?;
    ensure!(reader.is_flagged()?);
    reader.has_asked(&[], "because of a page")?;
    let left = until("an alarm", || Ok(minutes(&mut reader).ok()))?;
    ensure!((0.9..10.0).contains(&left), "overdue, the next time is in {left} minutes");
    reader.session.in_extension(POPUP, "await chrome.alarms.create('lists', { when: Date.now() })", json!([]))?;
    until("the list to be asked for", || Ok((reader.sequence()? == 2).then_some(())))?;
    let left = minutes(&mut reader)?;
    ensure!((44.0..76.0).contains(&left), "after that, the next time is in {left} minutes");
    reader.finish()
}
