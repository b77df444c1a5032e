// How is a page's document asked, so that the page cannot answer in its place?
//
// Elements can bear the names of members of their document or form (`<img name="querySelector">`, `<input
// name="parentNode">`) and then stand where the member was. The members of the prototypes stay what they are.
"use strict";

globalThis.copytaster ??= {};

copytaster.dom ??= (() => {
  const getter = (type, name) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, name)?.get;
    return (node) => get?.call(node);
  };
  const localName = getter(Element, "localName");
  const { getAttribute, hasAttribute, hasAttributes, checkVisibility, getBoundingClientRect } = Element.prototype;
  const MARKS = ["class", "id", "itemprop", "role"];
  const own = (name) => getter(Document, name)(document);

  return {
    getter,

    /** A property of the document. */
    own,

    /** The document's elements that a selector matches. */
    all: (selector) => Document.prototype.querySelectorAll.call(document, selector),

    /** A new element with its class and attributes. */
    create(tag, className = "", attributes = {}) {
      const element = Document.prototype.createElement.call(document, tag);
      if (className) element.className = className;
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    },

    /** The elements and text nodes inside a root, in document order. */
    walk: (root) =>
      Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT),

    // A member that was replaced is an element, never a string: the quick way is safe where it gives one.
    name(element) {
      const name = element.localName;
      return typeof name === "string" ? name : localName(element);
    },

    /** An attribute, or "". */
    attribute: (element, name) => getAttribute.call(element, name) ?? "",
    /** What the site's authors call an element (`Element::marks` of src/page.rs). */
    marks(element) {
      let marks = "";
      if (!hasAttributes.call(element)) return marks;
      for (const name of MARKS) {
        const mark = getAttribute.call(element, name);
        if (mark) marks += marks ? ` ${mark}` : mark;
      }
      return marks.toLowerCase();
    },
    has: (element, name) => hasAttribute.call(element, name),

    parent: getter(Node, "parentElement"),
    contains: (element, other) => Node.prototype.contains.call(element, other),
    inside: (element) => Element.prototype.getElementsByTagName.call(element, "*"),
    box: (element) => getBoundingClientRect.call(element),

    /** Whether nothing of an element is drawn: it has no box, or is not visible. */
    isHidden: (element) => !checkVisibility.call(element, { visibilityProperty: true }),
    /** Whether it, or an element around it, is see-through. */
    isFaint: (element) => !checkVisibility.call(element, { opacityProperty: true }),
    /** Whether none of this holds, and it is drawn already. */
    isDrawn: (element) =>
      checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }),

    /** Whether an element says so itself; nothing is computed for that. */
    hidesItself(element) {
      if (hasAttribute.call(element, "hidden")) return true;
      if (!hasAttribute.call(element, "style")) return false;
      return element.style?.display === "none" || element.style?.visibility === "hidden";
    },
  };
})();
