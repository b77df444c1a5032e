// Where on the page is a passage, and how is it shown without touching the page's nodes?
"use strict";

globalThis.copytaster ??= {};

copytaster.ranges = (() => {
  const NAME = "copytaster-passage";
  const sheet = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`::highlight(${NAME}) { background-color: #ffe08a; color: #1d1a12; }`);
    return sheet;
  };
  let styles;

  /**
   * The ranges of a passage's pieces, each `[block, start, end]` in UTF-16 units of the block's text.
   * @param {[Node, number][][]} nodes what reader.js kept
   */
  const ranges = (passage, nodes) =>
    passage.flatMap(([block, start, end]) => {
      const pieces = nodes[block] ?? [];
      const at = (offset) => pieces.findLast(([, begin]) => begin <= offset);
      const [first, last] = [at(start), at(Math.max(start, end - 1))];
      if (!first || !last || !first[0].isConnected || !last[0].isConnected) return [];
      const range = new Range();
      range.setStart(first[0], Math.min(start - first[1], first[0].length));
      range.setEnd(last[0], Math.min(end - last[1], last[0].length));
      return [range];
    });

  const clear = () => {
    CSS.highlights?.delete(NAME);
    if (styles) document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one !== styles);
    styles = undefined;
  };

  const show = (passage, nodes) => {
    clear();
    const found = ranges(passage, nodes);
    if (!found.length) return false;
    if (CSS.highlights) {
      styles = sheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
      CSS.highlights.set(NAME, new Highlight(...found));
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    found[0].startContainer.parentElement?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
    return true;
  };

  return { show, clear };
})();
