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

  /** What is known of the elements of one kind, and of the kinds that stand in them; `alone` is one element's kind. */
  const newKind = (alone) => ({ alone, looks: null, inside: new Map() });

  // A place is `{node, above, kind}`: an element, the place around it and its kind.
  return class Sight {
    looks = 0;
    blends = 0;
    /** Whether elements keep their content from sight, by the element. */
    cut = new Map();

    kind(above, tag, node, marks) {
      if (!above || dom.has(node, "style")) return newKind(true);
      const name = marks ? `${tag} ${marks}` : tag;
      const known = above.kind.inside;
      return known.get(name) ?? known.set(name, newKind(false)).get(name);
    }

    look(place) {
      const { kind, node, above } = place;
      if (kind.looks || this.looks >= MOST_LOOKS) return kind.looks ?? {};
      this.looks += 1;
      const style = getComputedStyle(node);
      const behind = above ? this.look(above).ground : [255, 255, 255, 1];
      const back = rgba(style.backgroundColor);
      const isClear = back?.[3] === 0;
      const ground = style.backgroundImage !== "none" ? null : isClear ? behind : back;
      const ink = rgba(style.webkitTextFillColor);
      return (kind.looks = {
        ground,
        box: px(style.opacity) < FAINT || style.clipPath !== "none" || style.contentVisibility === "hidden" || style.clip !== "auto",
        text: hiding.shrinks(style),
        ink: ink !== null && ground && (ink[3] < FAINT || isSame(ink, ground)),
      });
    }

    /** Whether an element, or one around it, has an odd box;. */
    isOdd(place) {
      if (place.odd !== undefined) return place.odd;
      if (!place.above) return (place.odd = false);
      const box = dom.box(place.node);
      const thin = box.width <= THIN || box.height <= THIN;
      const isAway = box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
      return (place.odd = thin || isAway || this.look(place).box || this.isOdd(place.above));
    }

    /** Whether an element is hidden with all that is in it. */
    hides(place) {
      const { node } = place;
      if (!dom.isDrawn(node)) {
        if (dom.isHidden(node)) return !this.isTransparent(place) || this.hides(place.above);
        // A part of the page that is drawn once it comes into view has no boxes yet.
        if (!dom.isFaint(node)) return false;
      } else if (!this.isOdd(place)) return false;
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

    /** Whether the text that stands right in an element cannot be seen, though the element can. */
    blanks(place) {
      const looks = this.look(place);
      if (!looks.text && !looks.ink) return false;
      const style = getComputedStyle(place.node);
      return hiding.shrinks(style) || (looks.ink && ++this.blends <= MOST_BLENDS && hiding.blends(place.node, style));
    }
  };
})();
