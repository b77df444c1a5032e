// How is a report's tree drawn? Element by element, never as markup: no text of a page can become one of ours.
"use strict";

globalThis.copytaster ??= {};

/**
 * Draws a node of src/report/tree.rs.
 * @param {any} node
 * @param {{say: (message: any) => string, show?: (passage: number) => void, compare?: () => void}} reader
 * @returns {Node}
 */
copytaster.render = (node, { say, show, compare }) => {
  const TAGS = new Set(
    "a article button dd del details div dl dt h2 h3 h4 ins li ol p section small span strong summary ul".split(" "),
  );
  const ATTRIBUTES = new Set("aria-label data-kind data-verdict dir href lang open style-kept title".split(" "));
  const draw = (node) => {
    if (typeof node === "string" || "message" in node) return new Text(say(node));
    // Where there is no compare page, nothing leads to it.
    if (node.compare && !compare) return new Text("");
    if (!TAGS.has(node.tag)) throw new Error(`a report holds no <${node.tag}>`);
    const element = Document.prototype.createElement.call(document, node.tag);
    if (node.class) element.className = node.class;
    for (const [name, value] of node.attributes) {
      if (!ATTRIBUTES.has(name)) throw new Error(`a report holds no attribute ${name}`);
      const text = say(value);
      if (name === "href" && !text.startsWith("https://")) continue;
      // A style attribute would need the page's policy; a property does not.
      if (name === "style-kept") element.style.setProperty("--kept", text);
      else element.setAttribute(name, text);
    }
    if (node.tag === "a") {
      element.target = "_blank";
      element.rel = "noopener noreferrer";
    }
    if (node.tag === "button") element.type = "button";
    if (node.show !== undefined && show) {
      element.classList.add("leads");
      element.leadsTo = node.show;
      element.addEventListener("click", (event) => event.isTrusted && show(node.show));
    }
    if (node.compare) element.addEventListener("click", (event) => event.isTrusted && compare());
    element.append(...node.children.map(draw));
    return element;
  };
  return draw(node);
};
