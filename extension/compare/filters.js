// Which rows of a comparison are shown? Those that the reader chooses by their kinds of edit.
"use strict";

globalThis.copytaster ??= {};

/**
 * Fills a fieldset with one box for each kind that the rows have, and one for rows without any.
 * @param {HTMLElement} fieldset
 * @param {HTMLElement} sides
 * @param {(key: string) => string} text
 */
copytaster.filters = (fieldset, sides, text) => {
  const rows = [...sides.querySelectorAll("li[data-kind]")];
  const kinds = new Map();
  for (const row of rows) {
    const names = row.dataset.kind.split(" ").filter(Boolean);
    const labels = [...row.querySelectorAll(".row-kind")].map(({ textContent }) => textContent);
    names.forEach((name, place) => kinds.set(name, { label: labels[place], count: (kinds.get(name)?.count ?? 0) + 1 }));
  }
  const unchanged = rows.filter((row) => !row.dataset.kind).length;
  if (unchanged) kinds.set("", { label: text("compareUnchanged"), count: unchanged });
  const boxes = [...kinds].map(([name, { label, count }]) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true, value: name });
    const around = document.createElement("label");
    around.append(box, ` ${label} (${count})`);
    fieldset.append(around);
    return box;
  });
  fieldset.querySelector("legend").textContent = text("compareFilter");
  fieldset.hidden = boxes.length < 2;
  fieldset.addEventListener("change", () => {
    const chosen = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    for (const row of rows) row.hidden = !row.dataset.kind.split(" ").some((name) => chosen.has(name));
  });
};
