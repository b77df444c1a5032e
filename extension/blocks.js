// Which runs of text does a page consist of? Gathered as src/page.rs describes them, while reader.js walks the document.
"use strict";

globalThis.copytaster ??= {};

copytaster.Blocks = (() => {
  const { dom, Veil } = copytaster;
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
  /** These hold one run of text: elements of unknown names are inline there. */
  const PHRASE = names("p h1 h2 h3 h4 h5 h6 pre dt");

  /** Elements nest so deep that a parser has made; scripts can go deeper, and what is there counts as its text alone. */
  const DEEPEST = 512;

  const WHITE = /\p{White_Space}/gu;
  const DARK = /\P{White_Space}/u;
  const PAIR = /[\u{10000}-\u{10ffff}]/u;
  const length = (text) => (PAIR.test(text) ? [...text].length : text.length);
  const count = (text) => length(text.replace(WHITE, ""));

  // Of elements and blocks one list for each property (src/protocol/page.rs).
  return class Blocks {
    elements = { tags: [], marks: [], parents: [] };
    blocks = { texts: [], elements: [], linkChars: [], hidden: [] };
    /** For each block its text nodes, each with the offset at which its text begins in the block, and the place it has. */
    nodes = [];
    /** The place of the innermost open element: what holds for the text in it, and the places around it. */
    here = undefined;
    block = null;
    constructor(closely) { this.veil = new Veil(closely); }

    finish() {
      const { block } = this;
      this.block = null;
      if (!block || !DARK.test(block.text)) return;
      this.nodes.push(block.nodes);
      this.blocks.texts.push(block.text);
      this.blocks.elements.push(block.of.number);
      this.blocks.linkChars.push(block.linkChars);
      this.blocks.hidden.push(this.veil.hidesBlock(block));
    }

    /** Takes an element in; says whether what stands in it is read. */
    enter(node) {
      const tag = dom.name(node);
      const around = this.here;
      if (SKIPPED.has(tag)) return false;
      if (tag === "br") return void this.lineBreak();
      const isNamedBlock = BLOCK_LEVEL.has(tag) || (tag.includes("-") && !PHRASE.has(around?.block.tag));
      const { block: above, depth = 0, link = false } = around ?? {};
      const isBlock = !around || (isNamedBlock && depth < DEEPEST);
      const place = { node, tag, marks: dom.marks(node), around, above, block: above, isBlock, number: 0, depth: depth + 1, link };
      if (isBlock) {
        this.finish();
        place.block = place;
        place.number = this.elements.tags.push(tag) - 1;
        this.elements.marks.push(place.marks);
        this.elements.parents.push(above ? above.number : null);
      } else {
        if (dom.hidesItself(node) || this.veil.hidesInline(place)) return false;
        place.link ||= tag === "a";
      }
      this.here = place;
      return true;
    }

    leave() {
      if (this.here.isBlock) this.finish();
      this.here = this.here.around;
    }

    start() {
      return (this.block ??= { text: "", of: this.here.block, linkChars: 0, nodes: [], broken: false });
    }

    add(node) {
      const place = this.here;
      if (this.veil.hidesText(node, place)) return false;
      const block = this.start();
      const { data } = node;
      block.nodes.push([node, block.text.length, place]);
      block.text += data;
      if (place.link) block.linkChars += count(data);
      if (block.broken && DARK.test(data)) block.broken = false;
      return false;
    }

    lineBreak() {
      if (this.block?.broken) return this.finish();
      const block = this.start();
      block.text += "\n";
      block.broken = true;
    }

    /** Whether a close look finds hidden what a plain one took for text: a block, or some of what is in it. */
    isVeiled(at) {
      const [text, linkChars, nodes] = [this.blocks.texts[at], this.blocks.linkChars[at], this.nodes[at]];
      return this.veil.isOver({ text, linkChars, of: nodes[0][2].block }, nodes);
    }
  };
})();
