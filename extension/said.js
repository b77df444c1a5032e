// How does a page of the extension's own speak the reader's language? Elements name the messages that they are to say.
"use strict";

globalThis.copytaster ??= {};

copytaster.say = copytaster.words(copytaster.packaged.orBrowsers);

/** Fills elements under a root: `data-say` with a message, `data-say-label` and `data-say-placeholder` as attributes. */
copytaster.fill = (root = document) => {
  const { say } = copytaster;
  const named = { sayLabel: "aria-label", sayPlaceholder: "placeholder" };
  for (const element of root.querySelectorAll("[data-say]")) element.textContent = say({ message: element.dataset.say });
  for (const [data, attribute] of Object.entries(named)) {
    const selector = data === "sayLabel" ? "[data-say-label]" : "[data-say-placeholder]";
    for (const element of root.querySelectorAll(selector)) {
      element.setAttribute(attribute, say({ message: element.dataset[data] }));
    }
  }
};

/**
 * A new element: its tag with classes (`li.row`), its attributes and listeners (`onclick`), and what stands in it: elements,
 * text, or messages.
 */
copytaster.make = (name, attributes = {}, ...children) => {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  element.classList.add(...classes);
  if (tag === "button") element.type = "button";
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children.map((child) => (child?.message ? copytaster.say(child) : child)));
  return element;
};

document.documentElement.lang = copytaster.say({ message: "language" });
document.documentElement.dir = copytaster.say({ message: "direction" });
copytaster.fill();
