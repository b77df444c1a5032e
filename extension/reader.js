// What stands on this page? One walk of the live document into the plain data of src/page.rs, and the way back.
"use strict";

globalThis.copytaster ??= {};

copytaster.reader = (() => {
  const { dom, head, Blocks } = copytaster;
  /** A page of more elements is no article, and takes too long: nothing of it is read but its head. */
  const MOST_ELEMENTS = 150000;

  /** Reads the page: its data, and for each block its text nodes with the offsets at which their text begins there. */
  const read = () => {
    const gathered = new Blocks();
    const body = dom.own("body");
    if (body && dom.inside(body).length <= MOST_ELEMENTS && gathered.enter(body)) {
      const walker = dom.walk(body);
      let node = walker.firstChild();
      while (node) {
        const entered = node.nodeType === Node.TEXT_NODE ? gathered.add(node) : gathered.enter(node);
        node = entered ? walker.firstChild() : walker.nextSibling();
        if (entered && !node) gathered.leave();
        // Up again until there is a neighbour; the walk ends where it would leave the body.
        while (!node && (node = walker.nextSibling()) === null && walker.parentNode() !== body) gathered.leave();
      }
      while (gathered.open.length) gathered.leave();
    }
    const { elements, blocks, nodes } = gathered;
    return { page: { ...head(), elements, blocks }, nodes };
  };

  return { read };
})();
