// Has the page grown since it was read? Text that a script fetches comes late; for a while we look whether it has.
"use strict";

globalThis.copytaster ??= {};

copytaster.growth = (() => {
  /** Milliseconds between the looks: what comes later than all of them is not waited for. */
  const WAITS = [1000, 3000, 6000, 15000];
  const { ext, idle } = copytaster;
  const { getElementsByTagName } = Document.prototype;
  const count = (tag) => getElementsByTagName.call(document, tag).length;
  /** How many lines of text there may be, and how much of everything. */
  const size = () => ({ lines: count("p") + count("br"), elements: count("*") });

  let watching = 0;
  const stop = () => void (watching += 1);

  /** Calls back whenever the page has grown at one of the looks, until it is stopped or started anew. */
  const watch = async (grown) => {
    const mine = ++watching;
    let before = size();
    for (const wait of WAITS) {
      await idle(wait);
      if (mine !== watching || !ext.alive()) return;
      const now = size();
      // Advertisements and the like come without lines, and are no half of a page.
      if (now.lines - before.lines < 3 && now.elements <= 1.5 * before.elements) continue;
      before = now;
      grown();
    }
  };

  return { watch, stop };
})();
