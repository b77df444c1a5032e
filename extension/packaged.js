// What does a page of ours say when the browser has no texts for it? Those that we were packed with, read from the package.
//
// Chromium asks for an extension's texts once for each process, in a call whose failure it takes for "there are none", and
// then answers "" until the browser ends. It happens in the moments after an installation, to all of our pages at once.
"use strict";

globalThis.copytaster ??= {};

copytaster.packaged ??= (() => {
  const { ext } = copytaster;

  /** A file of ours at once or not at all: whoever draws a page can't wait for its texts. */
  const read = (language) => {
    const request = new XMLHttpRequest();
    request.open("GET", ext.url(`_locales/${language}/messages.json`), false);
    try {
      request.send();
      return JSON.parse(request.responseText);
    } catch {
      return undefined;
    }
  };

  let texts;
  /** As browsers choose: the reader's language as it is spoken in their country, the language, ours. */
  const all = () => {
    if (texts) return texts;
    const spoken = ext.language().replace("-", "_");
    for (const language of [spoken, spoken.split("_")[0], "en"]) texts ??= read(language);
    return (texts ??= {});
  };

  /** The text of a key with its arguments in place of `$1` to `$9`, or "". */
  const text = (key, values = []) =>
    (all()[key]?.message ?? "").replace(/\$([1-9$])/g, (_, which) => (which === "$" ? "$" : values[which - 1] ?? ""));

  /** The browser's text, or ours. */
  return { text, orBrowsers: (key, values) => ext.text(key, values) || text(key, values) };
})();
