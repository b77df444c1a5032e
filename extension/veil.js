// Is text that stands in a page hidden from its reader? Plainly by what is drawn, closely by boxes and colours too.
"use strict";

globalThis.copytaster ??= {};

copytaster.Veil = (() => {
  const { dom, Sight } = copytaster;
  /** Shorter texts are not looked at closely, nor are links: they say little, and menus are made of them. */
  const LINE = 25;
  const DARK = /\P{White_Space}/u;

  const isProse = ({ text, linkChars }) => text.length >= LINE && linkChars * 2 < text.length;
  /** Inline elements without a name or style of their own are as what they stand in. */
  const isNamed = ({ node, marks }) => (marks !== "" || dom.has(node, "style")) && node.firstChild !== null;

  // Places are those of blocks.js.
  return class Veil {
    sight = new Sight();

    constructor(closely) {
      this.closely = closely;
    }

    hidesBlock(block, closely = this.closely) {
      return this.sight.hides(block.of, closely && isProse(block));
    }

    hidesInline(place, closely = this.closely) {
      return isNamed(place) && this.sight.hides(place, closely);
    }

    /** Whether the letters of a text cannot be seen. */
    hidesText(node, place, closely = this.closely) {
      if (!closely || node.length < LINE || place.link || !DARK.test(node.data)) return false;
      return (place.blank ??= this.sight.blanks(place));
    }

    /** Whether a close look finds hidden a block that a plain one took for text, or some of the text nodes in it. */
    isOver(block, nodes) {
      const isHidden = ([node, , place]) => {
        for (let at = place; !at.isBlock; at = at.around) if (this.hidesInline(at, true)) return true;
        return this.hidesText(node, place, true);
      };
      return this.hidesBlock(block, true) || nodes.some(isHidden);
    }
  };
})();
