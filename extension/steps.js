// At which edit is the reader? One step forward or back among those of a report.
"use strict";

globalThis.copytaster ??= {};

/**
 * Goes through the edits that are drawn under an element; each that leads to a passage shows it.
 * @param {HTMLElement} root
 * @param {(passage: number) => void} show
 * @returns {(by: number) => boolean} a step by 1 or -1, around the ends; false where there is no edit
 */
copytaster.steps = (root, show) => {
  let present = null;
  return (by) => {
    const edits = [...root.querySelectorAll(".edit")];
    if (!edits.length) return false;
    const place = edits.indexOf(present);
    present?.removeAttribute("aria-current");
    present = edits[place < 0 ? (by > 0 ? 0 : edits.length - 1) : (place + by + edits.length) % edits.length];
    present.setAttribute("aria-current", "true");
    present.tabIndex = -1;
    present.focus({ preventScroll: true });
    present.scrollIntoView({ block: "nearest" });
    if (present.leadsTo !== undefined) show(present.leadsTo);
    return true;
  };
};
