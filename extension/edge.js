// In which corner does the note stand? The reader draws it to another one.
"use strict";

globalThis.copytaster ??= {};

/**
 * Lets the reader drag an element by pointer; `chosen` is told the corner that is nearest where it is let go.
 * @param {HTMLElement} element
 * @param {{rtl: boolean, chosen: (edge: string) => void}} reader
 */
copytaster.draggable = (element, { rtl, chosen }) => {
  /** A hand that clicks is not quite still. */
  const STILL = 8;
  let from = null;
  let moved = false;

  element.addEventListener("pointerdown", (event) => {
    moved = false;
    from = event.isTrusted && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
  });
  element.addEventListener("pointermove", (event) => {
    if (!from || !event.isTrusted) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved && Math.hypot(x, y) < STILL) return;
    if (!moved) element.setPointerCapture(event.pointerId);
    moved = true;
    element.style.translate = `${x}px ${y}px`;
  });
  const letGo = (event) => {
    if (!from || !event.isTrusted) return;
    from = null;
    element.style.translate = "";
    if (!moved || event.type === "pointercancel") return;
    const atRight = event.clientX > innerWidth / 2;
    chosen(`${event.clientY < innerHeight / 2 ? "top" : "bottom"}-${atRight === rtl ? "start" : "end"}`);
  };
  element.addEventListener("pointerup", letGo);
  element.addEventListener("pointercancel", letGo);
  // What was dragged was not clicked.
  element.addEventListener("click", (event) => {
    if (!moved) return;
    moved = false;
    event.stopPropagation();
  }, { capture: true });
};
