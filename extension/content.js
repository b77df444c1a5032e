// Does this page look like an article? A few questions to the document; nearly every page ends here.
//
// It runs on every page, so it is alone there and asks for little: the head and some paragraphs at once, the rest when idle.
"use strict";

(() => {
  if (globalThis.copytaster) return;

  /** So much text makes an article of a page that does not say what it is. */
  const ENOUGH_TEXT = 1200;
  /** Without paragraphs only text of this length counts: shorter ones are labels. */
  const LINE = 100;
  // A page's elements can bear the names of the document's members (`<img name="head">`), but not of the prototype's.
  const { getElementsByTagName } = Document.prototype;
  const all = (tag) => getElementsByTagName.call(document, tag);
  /** What is another when a page has drawn itself, or shows something else. */
  const shape = () => `${all("*").length} ${all("title")[0]?.textContent}`;
  const inHead = (selector) => all("head")[0]?.querySelectorAll(selector) ?? [];
  const namesArticle = (json) => json.includes('Article"') || json.includes('Posting"') || json.includes('"Report"');

  /** Whether one in so many of the first elements of a name holds its share of enough text. */
  const haveText = (tag, most, step, length) => {
    const elements = all(tag);
    let missing = ENOUGH_TEXT / step;
    for (let place = 0; place < most; place += step) {
      const element = elements[place];
      if (!element) return false;
      missing -= length(element);
      if (missing < 0) return true;
    }
    return false;
  };
  /** A form's fields can stand in place of its members, and then this is no text. */
  const textOf = ({ textContent }) => (typeof textContent === "string" ? textContent.length : 0);
  /** The text that stands right in a box, and last: as in a paragraph made of boxes. */
  const lineIn = ({ lastChild }) => (lastChild?.nodeType === 3 && lastChild.length >= LINE ? lastChild.length : 0);
  /** The text around a line break, once for all breaks in one place. */
  const textAround = (last) => ({ parentNode }) => (parentNode === last ? 0 : textOf((last = parentNode)));

  const atOnce = () => {
    const found = inHead('meta[property="og:type" i], script[type="application/ld+json"]');
    for (let place = 0; place < found.length; place++) {
      const { content, textContent } = found[place];
      if (content ? /^article/i.test(content) : namesArticle(textContent)) return true;
    }
    return haveText("p", 30, 2, textOf);
  };

  const whenIdle = () => {
    if (haveText("article", 10, 1, textOf) || haveText("br", 100, 1, textAround())) return true;
    const tells = ({ type, textContent }) => type === "application/ld+json" && namesArticle(textContent);
    return haveText("div", 300, 3, lineIn) || Array.prototype.some.call(all("script"), tells);
  };

  /** Asks the background for the engine, and with `article` for everything else that reads the page. */
  const ask = (kind, asked) => {
    const metas = inHead('meta[http-equiv="content-security-policy" i]');
    return chrome.runtime.sendMessage({ kind, asked, policies: Array.from(metas, ({ content }) => content) });
  };

  const check = async (asked) => {
    if (!own.page) [own.isAsked, own.engine] = [asked, ask("article", asked)];
    own.gate = (await (own.page ? own.page.look(asked) : own.engine)) ? "passed" : "off";
  };

  const idle = (wait) => new Promise((done) => setTimeout(() => requestIdleCallback(done, { timeout: 1000 }), wait));

  let visit = 0;
  /** Looks after each of these waits, and no more once it has passed; but `again` where the page was `seen` before. */
  const look = async (waits, seen) => {
    const [mine, again] = [++visit, seen !== undefined];
    own.gate = "looking";
    for (const wait of waits) {
      if (wait) await idle(wait);
      if (mine !== visit) return;
      const now = wait ? shape() : "";
      if (now === seen && (own.gate !== "looking" || wait !== 1000)) continue;
      seen = now;
      if (!atOnce() && !(wait && whenIdle())) continue;
      // Scripts of an old version live on in open pages. Asked last: in Firefox naming it first takes longer than all of this.
      if (!chrome.runtime?.id) return;
      await check(false);
      if (!again) return;
    }
    if (own.gate === "looking") own.gate = "closed";
  };
  const once = (event, then) => EventTarget.prototype.addEventListener.call(document, event, then, { once: true });
  const start = (...how) => look(...how).catch((problem) => chrome.runtime?.id && console.debug("Copytaster:", problem));
  /** Half a page is no article: this script may come early. And nobody waits for a page that is not looked at. */
  const event = () => (document.readyState === "loading" ? "DOMContentLoaded" : document.visibilityState === "hidden" && "visibilitychange");
  const begin = () => (event() ? once(event(), begin) : start([0, 1000, 3000]));

  // Another article without loading: what was said of the first goes, and the page is looked at anew once it has changed.
  let address = location.href.split("#")[0];
  const moved = () => {
    const now = location.href.split("#")[0];
    if (now === address || !visit) return;
    address = now;
    own.page?.remove();
    start([200, 1000, 3000], shape());
  };

  /** `gate`: "looking", "closed" to what is no article, "off" where the reader wants none of it, or "passed". */
  const own = (globalThis.copytaster = { gate: "looking", ask, check, idle });
  const { contentType, prerendering } = document;
  if (typeof contentType === "string" && !/html/.test(contentType)) return void (own.gate = "closed");
  globalThis.navigation?.addEventListener("currententrychange", moved);
  addEventListener("popstate", moved);
  prerendering === true ? once("prerenderingchange", begin) : begin();
})();
