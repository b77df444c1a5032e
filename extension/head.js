// What does the page say of itself? Title, language, `<meta>`, `<link>` and JSON-LD, as src/page.rs describes them.
"use strict";

globalThis.copytaster ??= {};

copytaster.head = (() => {
  const { dom } = copytaster;

  /** Every leaf of a JSON-LD value, behind its path. */
  const leaves = (value, path, into) => {
    if (Array.isArray(value)) {
      for (const item of value) leaves(item, path, into);
    } else if (value !== null && typeof value === "object") {
      const start = path || [value["@type"]].flat().find((type) => typeof type === "string") || "";
      for (const [key, item] of Object.entries(value)) {
        if (key === "@graph" && Array.isArray(item)) leaves(item, "", into);
        else leaves(item, start ? `${start}.${key}` : key, into);
      }
    } else if (value !== null && path) {
      into.push(path, String(value));
    }
  };

  const jsonLd = () => {
    const found = [];
    for (const script of dom.all("script[type]")) {
      if (dom.attribute(script, "type").trim().toLowerCase() !== "application/ld+json") continue;
      try {
        leaves(JSON.parse(script.textContent.trim()), "", found);
      } catch {
        // A script that is not JSON says nothing.
      }
    }
    return found;
  };

  /** The names of what `<meta>` and `<link>` say, and behind each what it is. */
  const meta = () => {
    const found = [];
    for (const element of dom.all("meta, link[rel][href]")) {
      if (dom.name(element) === "link") {
        found.push(`link:${dom.attribute(element, "rel").toLowerCase()}`, dom.attribute(element, "href").trim());
        continue;
      }
      const name = ["property", "name", "itemprop"].map((key) => dom.attribute(element, key)).find(Boolean);
      if (name) found.push(name.trim().toLowerCase(), dom.attribute(element, "content"));
    }
    return found;
  };

  return () => ({
    url: location.href,
    title: dom.own("title"),
    lang: dom.attribute(dom.own("documentElement"), "lang") || null,
    meta: meta(),
    jsonLd: jsonLd(),
  });
})();
