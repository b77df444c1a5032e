// What does a comparison look like outside the browser? A page of its own, or Markdown; JSON is the record itself.
"use strict";

globalThis.copytaster ??= {};

copytaster.exported = (() => {
  /** What Markdown would read as its own, escaped. */
  const plain = (text) => String(text ?? "").replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|!~]/g, "\\$&");
  const quoted = (text) => `> ${plain(text) || "–"}`;

  /** The page as it stands, with its styles and without its tools. */
  const html = (text) => {
    const copy = document.documentElement.cloneNode(true);
    for (const gone of copy.querySelectorAll("script, link, #tools, #filters, #problem")) gone.remove();
    const style = document.createElement("style");
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
    style.textContent = rules.join("\n");
    const note = document.createElement("p");
    note.textContent = text("compareMade", new Date().toISOString());
    copy.querySelector("head").append(style);
    copy.querySelector("main").append(note);
    return `<!doctype html>\n${copy.outerHTML}\n`;
  };

  /** Who repeats what, and every edit with both of its sides. */
  const markdown = ({ made, page, original, verdict, kept, edits }, text) => {
    const edit = ({ kind, original, page, note }) =>
      [`### ${kind}`, quoted(original?.text), quoted(page?.text), note && plain(note)].filter(Boolean).join("\n\n");
    const lines = [
      `# ${text("compareTitle")}`,
      `- ${text("sidePage", plain(page.title))} <${page.url}>`,
      `- ${text("sideOriginal", plain(original.agency))}, ${plain(original.headline)}${original.url ? ` <${original.url}>` : ""}`,
      ...(original.from ? [`- ${text("packsSource")}: ${plain(original.from.name)}`] : []),
      `- ${verdict}, ${Math.round(kept * 100)} %`,
      `- ${text("compareMade", made.when)}`,
    ];
    return `${lines[0]}\n\n${lines.slice(1).join("\n")}\n\n${edits.map(edit).join("\n\n")}\n`;
  };

  return { html, markdown };
})();
