// What stands on this page? One walk of the live document into the plain data of src/page.rs, and the way back.
"use strict";

globalThis.copytaster ??= {};

copytaster.reader = (() => {
  const names = (text) => new Set(text.split(" "));
  const BLOCK = names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer " +
      "form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table tbody td tfoot th " +
      "thead tr ul",
  );
  const SKIPPED = names(
    "script style noscript template svg math iframe object embed video audio canvas select textarea button input head",
  );

  // A form's fields can bear the names of its members (`<input name="childNodes">`), so members are taken from prototypes.
  const getter = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (node) => get.call(node);
  };
  const localName = getter(Element, "localName");
  const parentNode = getter(Node, "parentNode");
  const nodeType = getter(Node, "nodeType");
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name) ?? "";
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];
  const marks = (element) =>
    ["class", "id", "itemprop", "role"].map((name) => attribute(element, name)).filter(Boolean).join(" ").toLowerCase();

  const visible = (element) =>
    Element.prototype.checkVisibility.call(element, { visibilityProperty: true, contentVisibilityAuto: false });

  /** Every leaf of a JSON-LD value with its path. */
  const leaves = (value, path, into) => {
    if (Array.isArray(value)) for (const item of value) leaves(item, path, into);
    else if (value !== null && typeof value === "object") {
      if (Array.isArray(value["@graph"])) for (const item of value["@graph"]) leaves(item, "", into);
      const start = path || [value["@type"]].flat().find((type) => typeof type === "string") || "";
      for (const [key, item] of Object.entries(value)) {
        if (key !== "@graph") leaves(item, start ? `${start}.${key}` : key, into);
      }
    } else if (value !== null && value !== undefined && path) into.push([path, String(value)]);
  };

  const head = () => {
    const meta = [];
    for (const element of all("meta, link[rel][href]")) {
      if (localName(element) === "link") meta.push([`link:${attribute(element, "rel").toLowerCase()}`, element.href]);
      else {
        const name = attribute(element, "property") || attribute(element, "name") || attribute(element, "itemprop");
        if (name) meta.push([name.toLowerCase(), attribute(element, "content")]);
      }
    }
    const jsonLd = [];
    for (const script of all('script[type="application/ld+json" i]')) {
      try {
        leaves(JSON.parse(script.textContent), "", jsonLd);
      } catch {
        // Broken JSON says nothing.
      }
    }
    return { meta, jsonLd };
  };

  /** Reads the page. `nodes[b]` are block b's text nodes, each with the offset at which its text begins in the block. */
  const read = () => {
    const body = getter(Document, "body")(document);
    const root = getter(Document, "documentElement")(document);
    const elements = [];
    const blocks = [];
    const nodes = [];
    let block;

    const finish = () => {
      if (block && /\S/.test(block.text)) {
        nodes.push(block.nodes);
        delete block.nodes;
        blocks.push(block);
      }
      block = undefined;
    };
    const add = (text, place, node, link) => {
      block ??= { text: "", element: place.element, linkChars: 0, hidden: place.hidden, nodes: [] };
      if (node) block.nodes.push([node, block.text.length]);
      block.text += text;
      if (link) block.linkChars += text.replace(/\s/g, "").length;
    };

    const walker = Document.prototype.createTreeWalker.call(document, body ?? root, 5);
    // Where the walk stands: the open elements, each with what holds for the text in it.
    const open = [];
    const enter = (element) => {
      const tag = localName(element);
      const above = open.at(-1);
      const place = { node: element, ends: BLOCK.has(tag), element: above?.element ?? null, link: above?.link || tag === "a", hidden: above?.hidden ?? false };
      if (place.ends || !above) {
        finish();
        elements.push({ tag, marks: marks(element), parent: place.element });
        place.element = elements.length - 1;
        place.hidden ||= !visible(element);
      }
      open.push(place);
    };
    const leaveUntil = (parent) => {
      while (open.length && open.at(-1).node !== parent) if (open.pop().ends) finish();
    };

    if (body ?? root) enter(body ?? root);
    let node = walker.nextNode();
    while (node) {
      leaveUntil(parentNode(node));
      if (nodeType(node) === 3) {
        add(node.data, open.at(-1), node, open.at(-1).link);
        node = walker.nextNode();
      } else if (SKIPPED.has(localName(node))) {
        node = walker.nextSibling() ?? after(walker);
      } else {
        if (localName(node) === "br") add("\n", open.at(-1));
        else enter(node);
        node = walker.nextNode();
      }
    }
    finish();

    const title = getter(Document, "title")(document);
    const page = { url: location.href, title, lang: attribute(root, "lang") || null, ...head(), elements, blocks };
    return { page, nodes };
  };

  /** The next node after the walker's, which is the last child of its parent, not entering it. */
  const after = (walker) => {
    while (walker.parentNode()) {
      const next = walker.nextSibling();
      if (next) return next;
    }
    return null;
  };

  return { read };
})();
