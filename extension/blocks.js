// Which runs of text does a page consist of? Gathered as src/page.rs describes them, while reader.js walks the document.
"use strict";

globalThis.copytaster ??= {};

copytaster.Blocks = (() => {
  const { dom, Sight } = copytaster;
  const names = (text) => new Set(text.split(" "));
  // BLOCK_LEVEL and SKIPPED of src/page.rs.
  const BLOCK_LEVEL = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
      "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table " +
      "tbody td tfoot th thead tr ul",
  );
  const SKIPPED = names(
    "script style noscript template svg math iframe object embed video audio canvas select textarea button input head",
  );
  /** Elements that hold one run of text: those with unknown names are inline there. */
  const PHRASE = names("p h1 h2 h3 h4 h5 h6 pre dt");

  /** Elements nest so deep that a parser has made; scripts can go deeper, and what is there counts as its text alone. */
  const DEEPEST = 512;

  /** Shorter texts are not looked at closely, nor are links: they say little, and menus are made of them. */
  const LINE = 25;

  const WHITE = /\p{White_Space}/gu;
  const DARK = /\P{White_Space}/u;
  const PAIR = /[\u{10000}-\u{10ffff}]/u;
  const count = (text) => {
    const dark = text.replace(WHITE, "");
    return PAIR.test(dark) ? [...dark].length : dark.length;
  };

  // Of elements and blocks one list for each property (src/protocol/page.rs).
  return class Blocks {
    elements = { tags: [], marks: [], parents: [] };
    blocks = { texts: [], elements: [], linkChars: [], hidden: [] };
    /** For each block its text nodes, each with the offset at which its text begins in the block. */
    nodes = [];
    /** The open elements: what holds for the text in them. A place is what sight.js asks for. */
    open = [];
    block = null;
    sight = new Sight();

    finish() {
      const { block } = this;
      this.block = null;
      if (!block || !DARK.test(block.text)) return;
      this.nodes.push(block.nodes);
      this.blocks.texts.push(block.text);
      this.blocks.elements.push(block.of.number);
      this.blocks.linkChars.push(block.linkChars);
      this.blocks.hidden.push(this.sight.hides(block.of, block.text.length >= LINE && block.linkChars * 2 < block.text.length));
    }

    /** Takes an element in; says whether what stands in it is read. */
    enter(node) {
      const tag = dom.name(node);
      const above = this.open.at(-1);
      if (SKIPPED.has(tag)) return false;
      if (tag === "br") {
        this.lineBreak(above);
        return false;
      }
      const isBlock = BLOCK_LEVEL.has(tag) || (tag.includes("-") && !PHRASE.has(above?.block.tag));
      const own = dom.marks(node);
      const place = { node, above: above?.block, kind: this.sight.kind(above?.place, tag, node, own) };
      if (!above || (isBlock && this.open.length < DEEPEST)) {
        this.finish();
        const block = Object.assign(place, { tag, isBlock: true, number: this.elements.tags.push(tag) - 1 });
        this.elements.marks.push(own);
        this.elements.parents.push(above?.block.number ?? null);
        this.open.push({ place, block, ends: true, link: above?.link ?? false });
      } else {
        if (dom.hidesItself(node) || ((own || place.kind.alone) && node.firstChild && this.sight.hides(place))) return false;
        this.open.push({ place, block: above.block, ends: false, link: above.link || tag === "a" });
      }
      return true;
    }

    leave() {
      if (this.open.pop().ends) this.finish();
    }

    start({ block }) {
      return (this.block ??= { text: "", of: block, linkChars: 0, nodes: [], broken: false });
    }

    add(node) {
      const above = this.open.at(-1);
      if (node.length >= LINE && !above.link && DARK.test(node.data) && (above.place.blank ??= this.sight.blanks(above.place))) return false;
      const block = this.start(above);
      block.nodes.push([node, block.text.length]);
      block.text += node.data;
      if (above.link) block.linkChars += count(node.data);
      if (block.broken && DARK.test(node.data)) block.broken = false;
      return false;
    }

    lineBreak(above) {
      if (this.block?.broken) return this.finish();
      const block = this.start(above);
      block.text += "\n";
      block.broken = true;
    }
  };
})();
