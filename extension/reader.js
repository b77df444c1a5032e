// What stands on this page? One walk of the live document into the plain data of src/page.rs, and the way back.
//
// A long page is read in slices, and the page has its turn between them. Where it adds or removes nodes meanwhile, what
// was gathered is thrown away and all is read anew: half of one state and half of another is no article.
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
  /** A page that changes so often while it is read is read once more at one stretch. */
  const MOST_CHANGES = 2;

  let begun = 0;
  const isOver = () => performance.now() - begun > STRETCH;
  /** Lets the page have its turn where a stretch is used up. */
  const giveWay = async () => {
    if (!isOver()) return;
    await new Promise((done) => setTimeout(done));
    begun = performance.now();
  };

  /** Walks the body, and says whether it came to the end: it gives way now and then, and up where the body has changed. */
  const gather = async (gathered, body, inSlices) => {
    let [changed, taken] = [false, 0];
    const observer = new MutationObserver(() => void (changed = true));
    const walker = dom.walk(body);
    let node = walker.firstChild();
    while (node && !changed) {
      const entered = node.nodeType === Node.TEXT_NODE ? gathered.add(node) : gathered.enter(node);
      node = entered ? walker.firstChild() : walker.nextSibling();
      if (entered && !node) gathered.leave();
      // Up again until there is a neighbour; the walk ends where it would leave the body.
      while (!node && (node = walker.nextSibling()) === null && walker.parentNode() !== body) gathered.leave();
      if (!inSlices || !node || ++taken % NODES || !isOver()) continue;
      observer.observe(body, { childList: true, subtree: true });
      await giveWay();
    }
    observer.disconnect();
    while (gathered.open.length && !changed) gathered.leave();
    return !changed;
  };

  /** Reads the page: its data, and for each block its text nodes with the offsets at which their text begins there. */
  const read = async (inSlices = true) => {
    begun = performance.now();
    const body = dom.own("body");
    const isRead = body && dom.inside(body).length <= MOST_ELEMENTS;
    let gathered = new Blocks();
    let changes = 0;
    while (isRead && gathered.enter(body) && !(await gather(gathered, body, inSlices && changes < MOST_CHANGES))) {
      gathered = new Blocks();
      changes += 1;
    }
    const { elements, blocks, nodes } = gathered;
    return { page: { ...head(), elements, blocks }, nodes };
  };

  return { read, giveWay };
})();
