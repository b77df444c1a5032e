// How does the report stand on the page? In one closed shadow root, which one call takes away again.
"use strict";

globalThis.copytaster ??= {};

copytaster.overlay = (() => {
  const TAG = "copytaster-overlay";
  const create = (tag) => Document.prototype.createElement.call(document, tag);
  const root = () => Object.getOwnPropertyDescriptor(Document.prototype, "documentElement").get.call(document);

  const remove = () => {
    for (const host of Document.prototype.querySelectorAll.call(document, TAG)) host.remove();
  };

  const draw = (report, { say, show, styles }) => {
    remove();
    const host = create(TAG);
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];
    const chip = create("button");
    chip.className = "chip";
    chip.append(copytaster.render(report.chip, { say }));
    const panel = create("div");
    panel.className = "panel";
    panel.hidden = true;
    panel.append(copytaster.render(report.panel, { say, show }));
    chip.addEventListener("click", () => { panel.hidden = !panel.hidden; });
    shadow.append(chip, panel);
    root().append(host);
  };

  return { draw, remove };
})();
