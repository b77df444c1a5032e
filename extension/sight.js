// Which text of a page can its reader see? A cheap question to every element; hiding.js is asked where the answer is odd.
//
// Elements whose names, and whose ancestors' names, are the same have the same style nearly always: one of them is looked
// at for all. That decides only who is looked at for itself.
"use strict";

globalThis.copytaster ??= {};

copytaster.Sight = (() => {
  const { dom, hiding } = copytaster;
  const { FAINT, THIN, px, rgba, isSame } = hiding;
  /** Beyond so many kinds of elements, and so many texts in a colour like their background's, text counts as seen. */
  const MOST_LOOKS = 2000;
  const MOST_BLENDS = 10;

  /** What is known of the elements of one kind, and of the kinds that stand in them. */
  const newKind = () => ({ looks: null, inside: new Map() });

  // A place is `{node, tag, marks, above}`: an element and the block-level element around it; `isBlock` where it is one.
  return class Sight {
    looks = 0;
    blends = 0;
    /** Whether elements keep their content from sight, by the element. */
    cut = new Map();

    kind(place) {
      if (place.kind) return place.kind;
      const { node, tag, marks, above } = place;
      if (!above || dom.has(node, "style")) return (place.kind = newKind());
      const name = marks ? `${tag} ${marks}` : tag;
      const { inside } = this.kind(above);
      if (!inside.has(name)) inside.set(name, newKind());
      return (place.kind = inside.get(name));
    }

    look(place) {
      const { node, above } = place;
      const kind = this.kind(place);
      if (kind.looks || this.looks >= MOST_LOOKS) return kind.looks ?? {};
      this.looks += 1;
      const around = above ? this.look(above) : { ground: [255, 255, 255, 1], box: false };
      const style = getComputedStyle(node);
      const back = rgba(style.backgroundColor);
      const ground = style.backgroundImage !== "none" ? null : back?.[3] === 0 ? around.ground : back;
      const ink = rgba(style.webkitTextFillColor);
      return (kind.looks = {
        ground,
        box: around.box || px(style.opacity) < FAINT || style.clipPath !== "none" || style.contentVisibility === "hidden" || style.clip !== "auto",
        text: hiding.shrinks(style),
        ink: ink !== null && ground && (ink[3] < FAINT || isSame(ink, ground)),
      });
    }

    /** Whether an element, or one around it, has an odd box. An inline one is asked for itself alone. */
    isOdd({ node, above, isBlock }) {
      const box = dom.box(node);
      const isThin = box.width <= THIN || box.height <= THIN;
      // How far the page is scrolled is asked only where that can matter.
      const isAway = (box.right <= 0 && box.right + scrollX <= 0) || (box.bottom <= 0 && box.bottom + scrollY <= 0);
      if (isThin || isAway) return true;
      return isBlock && above.above !== undefined && (above.odd ??= this.isOdd(above));
    }

    /** Whether an element is hidden with all that is in it; `closely`: also by the boxes around it. */
    hides(place, closely = true) {
      const { node } = place;
      if (!dom.isDrawn(node)) {
        if (dom.isHidden(node)) return !this.isTransparent(place) || this.hides(place.above, closely);
        // A part of the page that is drawn once it comes into view has no boxes yet.
        if (!dom.isFaint(node)) return false;
      } else if (!closely || !place.above || !this.isOdd(place)) return false;
      return this.isCut(node);
    }

    /** Whether an element has no box of its own though what is in it is drawn (`display: contents`). */
    isTransparent({ node, above }) {
      return above !== undefined && !dom.isHidden(above.node) && getComputedStyle(node).display === "contents";
    }

    isCut(element) {
      const seen = [];
      let [found, free] = [false, ""];
      for (let at = element; at && at !== document.body && !found; at = dom.parent(at)) {
        if (free === "" && this.cut.has(at)) {
          found = this.cut.get(at);
          break;
        }
        const [style, box] = [getComputedStyle(at), dom.box(at)];
        // What is placed by itself leaves the box of an ancestor that is not.
        if (free === "absolute" && style.position !== "static") free = "";
        if (free === "") seen.push(at);
        found = hiding.fades(style, box) || (free === "" && hiding.cuts(style, box));
        if (style.position === "fixed" || (style.position === "absolute" && !free)) free = style.position;
      }
      for (const at of seen) this.cut.set(at, found);
      return found;
    }

    /** Whether the text that stands right in an element cannot be seen, though the element has a place on the page. */
    blanks(place) {
      const looks = this.look(place);
      if (looks.box && this.isCut(place.node)) return true;
      if (!looks.text && !looks.ink) return false;
      const style = getComputedStyle(place.node);
      return hiding.shrinks(style) || (looks.ink && ++this.blends <= MOST_BLENDS && hiding.blends(place.node, style));
    }
  };
})();
