// Does this page look like an article? A few questions to the document; nearly every page ends here.
"use strict";

(() => {
  const { ext, dom } = copytaster;
  if (copytaster.gate) return;

  /** So much text in paragraphs makes an article of a page that does not say what it is. */
  const ENOUGH_TEXT = 1200;
  /** Without paragraphs only lines of this length count, and only so many places are looked at. */
  const LINE = 100;
  const MOST_PLACES = 1000;
  /** Pages that draw themselves are asked again, after so many milliseconds. */
  const LATER = [0, 1000, 3000];

  const saysSo = () =>
    dom.all('meta[property="og:type" i][content^="article" i]').length > 0 ||
    [...dom.all('script[type="application/ld+json" i]')].some((script) =>
      /"@type"\s*:\s*(\[[^\]]*)?"(\w*Article|\w*Posting|Report)"/.test(script.textContent),
    );

  /** The text that stands right here, where it is more than a label. */
  const lineLength = (node) => {
    const length = node?.nodeType === Node.TEXT_NODE ? node.data.trim().length : 0;
    return length >= LINE ? length : 0;
  };

  const hasText = () => {
    // Cards on a front page are <article>s as well, but short ones.
    if ([...dom.all("article")].some((article) => article.textContent.length > ENOUGH_TEXT / 2)) return true;
    let length = 0;
    for (const paragraph of dom.all("p")) {
      length += paragraph.textContent.length;
      if (length > ENOUGH_TEXT) return true;
    }
    // Sites that make their paragraphs of line breaks or boxes: what stands before a break, or last in a box.
    const places = dom.all("br, div");
    for (let place = 0; place < Math.min(places.length, MOST_PLACES); place++) {
      const element = places[place];
      length += lineLength(dom.name(element) === "br" ? element.previousSibling : element.lastChild);
      if (length > ENOUGH_TEXT) return true;
    }
    return false;
  };

  const isHtml = () => /^(text\/html|application\/xhtml\+xml)$/.test(dom.own("contentType"));

  /** What the page script does once it is here; until then its injection. */
  const check = (asked) => (copytaster.page ? copytaster.page.check() : ext.ask({ kind: "article", asked }));

  let visit = 0;
  const gate = async () => {
    const mine = ++visit;
    for (const wait of LATER) {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      if (mine !== visit || !ext.alive()) return;
      if (saysSo() || hasText()) return check(false);
    }
  };
  const start = () => gate().catch((problem) => ext.alive() && console.debug("Copytaster:", problem));

  // A page that shows another article under another address, without loading: what was said of the first one goes.
  let address = location.href.split("#")[0];
  const moved = () => {
    const now = location.href.split("#")[0];
    if (now === address) return;
    address = now;
    copytaster.page?.remove();
    start();
  };

  copytaster.gate = true;
  if (!isHtml()) return;
  ext.listen({
    state: () => copytaster.page?.state() ?? { kind: "state", state: "idle" },
    "check-now": () => check(true),
    show: ({ passage }) => copytaster.page?.show(passage),
  });
  globalThis.navigation?.addEventListener("currententrychange", moved);
  addEventListener("popstate", moved);
  if (dom.own("prerendering")) EventTarget.prototype.addEventListener.call(document, "prerenderingchange", start, { once: true });
  else start();
})();
