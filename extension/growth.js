// Has the page grown since it was read? Text that a script fetches comes late; for a while we look whether it has.
"use strict";

globalThis.copytaster ??= {};

copytaster.growth = (() => {
  /** Milliseconds between the looks: what comes later than all of them is not waited for. */
  const WAITS = [1000, 3000, 6000, 15000];
  const { ext, idle } = copytaster;
  const { getElementsByTagName } = Document.prototype;
  const count = (tag) => getElementsByTagName.call(document, tag).length;
  /** Characters: so much more text in paragraphs that were there makes the page another. */
  const MUCH = 500;
  /** Of so many paragraphs the text is measured. */
  const MEASURED = 100;
  const text = () => {
    const paragraphs = getElementsByTagName.call(document, "p");
    let length = 0;
    for (let place = 0; place < Math.min(paragraphs.length, MEASURED); place++) length += paragraphs[place].textContent.length;
    return length;
  };
  /** Lines: a page that has grown before, and has more of them now, is a stream and no article that comes late. */
  const STREAM = 500;
  /** How many lines of text there may be, how long some are, and how much there is of everything. */
  const size = () => ({ lines: count("p") + count("br"), text: text(), elements: count("*") });

  let watching = 0;
  const stop = () => void (watching += 1);

  /** Calls back whenever the page has grown at one of the looks, until it is stopped or started anew. */
  const watch = async (grown) => {
    const mine = ++watching;
    let [before, hasGrown] = [size(), false];
    for (const wait of WAITS) {
      await idle(wait);
      if (mine !== watching || !ext.alive()) return;
      const now = size();
      // Advertisements and the like come without lines, and are no half of a page.
      const isLonger = now.lines - before.lines >= 3 || now.text - before.text >= MUCH;
      if (!isLonger && now.elements <= 1.5 * before.elements) continue;
      if (hasGrown && now.lines > STREAM) return;
      [before, hasGrown] = [now, true];
      grown();
    }
  };

  return { watch, stop };
})();
