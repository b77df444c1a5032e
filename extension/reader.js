// What stands on this page? One walk of the live document into the plain data of src/page.rs, and the way back.
//
// A long page is read in slices, and the page has its turn between them. Where it adds or removes nodes meanwhile, or changes
// a line of text, what was gathered is thrown away and all is read anew: half of one state and half of another is no article.
"use strict";

globalThis.copytaster ??= {};

copytaster.reader = (() => {
  const { dom, head, Blocks } = copytaster;
  /** A page of more elements is no article, and takes too long: nothing of it is read but its head. */
  const MOST_ELEMENTS = 150000;

  /** Milliseconds of the page's thread that are taken at a stretch. */
  const STRETCH = 6;
  /** After so many nodes the clock is looked at. */
  const NODES = 32;
  /** A text that changes counts as one of the article's if it has so many letters. */
  const LINE = 25;
  /** A page that changes so often while it is read is read once more at one stretch. */
  const MOST_CHANGES = 2;

  // Asked of the page's own object for every node it would take as long as much of the rest.
  const { TEXT_NODE } = Node;

  let begun = 0;
  const isOver = () => performance.now() - begun > STRETCH;
  /** Lets the page have its turn where a stretch is used up. Behind other tabs, where clocks stand still, a message wakes us. */
  const giveWay = async () => {
    if (!isOver()) return;
    if (document.visibilityState !== "hidden") await new Promise((done) => setTimeout(done));
    else await posted();
    begun = performance.now();
  };
  const posted = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(port1.close());
      port2.postMessage(null);
    });

  /** Walks the body, and says whether it came to the end: it gives way now and then, and up where the body has changed. */
  const gather = async (gathered, body, inSlices) => {
    let [changed, taken] = [false, 0];
    // A clock that ticks makes no other article.
    const counts = ({ type, target }) => type === "childList" || target.length >= LINE;
    const observer = new MutationObserver((changes) => void (changed ||= changes.some(counts)));
    const walker = dom.walk(body);
    let node = walker.firstChild();
    while (node && !changed) {
      const entered = node.nodeType === TEXT_NODE ? gathered.add(node) : gathered.enter(node);
      node = entered ? walker.firstChild() : walker.nextSibling();
      if (entered && !node) gathered.leave();
      // Up again until there is a neighbour; the walk ends where it would leave the body.
      while (!node && (node = walker.nextSibling()) === null && walker.parentNode() !== body) gathered.leave();
      if (!inSlices || !node || ++taken % NODES || !isOver()) continue;
      observer.observe(body, { childList: true, characterData: true, subtree: true });
      await giveWay();
    }
    observer.disconnect();
    while (gathered.here && !changed) gathered.leave();
    return !changed;
  };

  /** Lists as one string each (src/protocol/page.rs): a string is handed to the engine at once, and a list item by item. */
  const joined = (lists) => {
    const clean = (item) => (typeof item === "string" && item.includes("\0") ? item.replaceAll("\0", "\ufffd") : item);
    return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.map(clean).join("\0")]));
  };

  /**
   * Reads the page: its data, and for each block its text nodes with the offsets at which their text begins there.
   * Plainly, text counts as seen where it is drawn; `closely` also boxes and colours are looked at.
   */
  const read = async ({ closely = false, inSlices = true } = {}) => {
    begun = performance.now();
    const body = dom.own("body");
    const isRead = body && dom.inside(body).length <= MOST_ELEMENTS;
    let gathered = new Blocks(closely);
    let changes = 0;
    while (isRead && gathered.enter(body) && !(await gather(gathered, body, inSlices && changes < MOST_CHANGES))) {
      gathered = new Blocks(closely);
      changes += 1;
    }
    const { elements, blocks, nodes } = gathered;
    const { meta, jsonLd, ...said } = head();
    const page = { ...said, ...joined({ meta, jsonLd }), plain: !closely, elements: joined(elements), blocks: joined(blocks) };
    return { page, nodes, gathered };
  };

  /** Whether a close look finds hidden some of these blocks of a plain reading, or something in them. */
  const isVeiled = async ({ gathered }, blocks) => {
    begun = performance.now();
    for (const block of blocks) {
      if (gathered.isVeiled(block)) return true;
      await giveWay();
    }
    return false;
  };

  return { read, isVeiled, giveWay };
})();
