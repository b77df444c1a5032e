// Does this page look like an article? A few questions to the document; nearly every page ends here.
"use strict";

(() => {
  const { ext } = copytaster;
  if (copytaster.gate) return;

  /** So much text in paragraphs makes an article of a page that does not say what it is. */
  const ENOUGH_TEXT = 1200;
  /** Pages that draw themselves are asked again, after so many milliseconds. */
  const LATER = [0, 1000, 3000];

  // Pages can give elements the names of document's own members (`<img name="querySelector">`); its prototype stays.
  const own = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name)?.get.call(document);
  const all = (selector) => Document.prototype.querySelectorAll.call(document, selector);

  const saysSo = () =>
    all('meta[property="og:type" i][content^="article" i], article').length > 0 ||
    [...all('script[type="application/ld+json" i]')].some((script) =>
      /"@type"\s*:\s*(\[[^\]]*)?"(\w*Article|\w*Posting|Report)"/.test(script.textContent),
    );

  const hasText = () => {
    let length = 0;
    for (const paragraph of all("p")) {
      length += paragraph.textContent.length;
      if (length > ENOUGH_TEXT) return true;
    }
    return false;
  };

  const isHtml = () => /^(text\/html|application\/xhtml\+xml)$/.test(own("contentType"));

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
  if (own("prerendering")) EventTarget.prototype.addEventListener.call(document, "prerenderingchange", start, { once: true });
  else start();
})();
