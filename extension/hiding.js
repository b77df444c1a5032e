// By which ways do style sheets hide text that is there? Each is told by an element's computed style and its box.
//
// Whoever hides text from readers shows it to machines alone. Where it is not sure, the text counts as seen: what fades
// in as the reader comes to it is the page's text, and pictures can lie behind white letters.
"use strict";

globalThis.copytaster ??= {};

copytaster.hiding = (() => {
  const { dom } = copytaster;
  /** Pixels: what is moved so far out of the page is not meant to be seen. */
  const FAR = 999;
  /** Pixels: in a box so thin, and in letters so small, nothing can be read. */
  const THIN = 1;
  const FAINT = 0.05;
  /** Of 255: colours that differ by less are one to the eye. */
  const SAME = 4;
  /** So many other elements are asked whether they lie behind a text. */
  const MOST_BEHIND = 1500;

  const px = (length) => Number.parseFloat(length) || 0;
  const numbers = (text) => Array.from(text.matchAll(/-?[\d.]+(%?)/g), ([number, percent]) => [px(number), percent !== ""]);
  const rgba = (color) => {
    const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(color);
    return found && [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4] ?? 1)];
  };
  const isSame = (one, other) => one.every((value, place) => Math.abs(value - other[place]) < SAME);

  /** Whether what is not seen now may be on its way: it fades, slides or unfolds. */
  const moves = (style) =>
    style.animationName !== "none" || /[1-9]/.test(style.transitionDuration) || style.transform !== "none" ||
    /opacity|transform/.test(style.willChange);

  /** Whether a path leaves nothing of a box. */
  const leavesNothing = (path, { width, height }) => {
    if (path.startsWith("inset(")) {
      const given = numbers(path.split("round")[0]);
      const [top, right = top, bottom = top, left = right] = given;
      const cut = (one, other, length) =>
        [one, other].reduce((sum, [value, isShare]) => sum + (isShare ? (value / 100) * length : value), 0) >= length - THIN;
      return cut(top, bottom, height) || cut(left, right, width);
    }
    if (/^(circle|ellipse)\(0(px|%)?[ )]/.test(path)) return true;
    return path.startsWith("polygon(") && new Set(path.slice(8, -1).split(/, ?/)).size === 1;
  };

  /** Whether nothing is drawn of an element and of everything in it, wherever that stands. */
  const fades = (style, box) =>
    (style.contentVisibility === "hidden" && style.display !== "inline") ||
    ((px(style.opacity) < FAINT || (style.clipPath !== "none" && leavesNothing(style.clipPath, box))) && !moves(style));

  /** Whether an element keeps from sight what stands in its box. */
  const cuts = (style, box) => {
    const isAway = box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
    const [isNarrow, isFlat] = [box.width <= THIN, box.height <= THIN];
    if ((isNarrow || isFlat) && !/contents|inline$/.test(style.display) && style.transform === "none") {
      if ((isNarrow && style.overflowX !== "visible") || (isFlat && style.overflowY !== "visible")) return true;
    }
    const placed = style.position === "absolute" || style.position === "fixed";
    const [top, right, bottom, left] = placed && !style.clip.includes("auto") ? numbers(style.clip).map(([value]) => value) : [];
    if (left !== undefined && (right - left <= THIN || bottom - top <= THIN)) return true;
    if (!isAway) return false;
    // A page can be scrolled inside itself: what is out of sight by that has not been moved there.
    const at = style.position === "static" ? [] : [style.left, style.top];
    const { e, f } = style.transform === "none" ? { e: 0, f: 0 } : new DOMMatrixReadOnly(style.transform);
    return [...at, style.marginLeft, style.marginTop, e, f].some((length) => px(length) <= -FAR);
  };

  /** Whether letters are too small to be seen, or far beside their line. */
  const shrinks = (style) => px(style.fontSize) <= THIN || px(style.textIndent) <= -FAR;

  /** Whether other elements lie in the place of an element, inside the one whose background it has. */
  const isCovered = (element, owner) => {
    const others = dom.inside(owner);
    if (others.length > MOST_BEHIND) return true;
    const mine = dom.box(element);
    return Array.prototype.some.call(others, (other) => {
      if (dom.contains(other, element) || dom.contains(element, other)) return false;
      const box = dom.box(other);
      return box.left < mine.right && box.right > mine.left && box.top < mine.bottom && box.bottom > mine.top;
    });
  };

  const hasLayer = (element) =>
    ["::before", "::after"].some((name) => !/none|normal/.test(getComputedStyle(element, name).content));

  /** The colour behind an element's text; none where it cannot be told. */
  const ground = (element) => {
    let owner = element;
    for (let at = element; at; at = dom.parent(at)) {
      const style = getComputedStyle(at);
      const color = rgba(style.backgroundColor);
      const isPlain = style.backgroundImage === "none" && style.mixBlendMode === "normal" && style.filter === "none";
      if (!color || !isPlain || hasLayer(at) || (color[3] > 0 && color[3] < 1)) return null;
      owner = at;
      if (color[3] === 1) return at === element || !isCovered(element, owner) ? color : null;
    }
    return /dark/.test(getComputedStyle(owner).colorScheme) || isCovered(element, owner) ? null : [255, 255, 255, 1];
  };

  /** Whether text has the colour of what is behind it. */
  const blends = (element, style) => {
    const ink = rgba(style.webkitTextFillColor);
    if (!ink || moves(style) || style.textShadow !== "none" || px(style.webkitTextStrokeWidth) > 0) return false;
    const behind = ground(element);
    return behind !== null && (ink[3] < FAINT || isSame(ink, behind));
  };

  return { FAINT, THIN, px, rgba, isSame, fades, cuts, shrinks, blends };
})();
