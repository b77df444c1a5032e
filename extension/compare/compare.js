// How do a page and its original stand side by side? Read from the page's tab, compared here; nothing of it is stored but a hash
// of its address, in memory. On disk, with what browsers keep of a tab, is no more than a number drawn by lot.
"use strict";

(async () => {
  const { ext, packaged, feedback, exported } = copytaster;
  const say = copytaster.words(packaged.orBrowsers);
  const text = (key, ...values) => say({ message: key, arguments: values });
  const part = (id) => document.getElementById(id);
  const tab = Number(new URLSearchParams(location.search).get("tab"));

  /** Why there is no comparison, as the key of a message. */
  const none = (message) => {
    throw new Error(message);
  };

  /** What stands in the tab, while it is the page that was compared here first and the reader wants it looked at. */
  const pageNow = async () => {
    const { state } = await ext.askTab(tab, { kind: "state" });
    if (!/^(done|checking)$/.test(state)) none("compareOff");
    const page = await ext.askTab(tab, { kind: "read" });
    const hash = await feedback.hash(page.url);
    const name = `compared:${(sessionStorage.name ??= crypto.randomUUID())}`;
    if (((await ext.session.get(name))[name] ?? hash) !== hash) none("compareOther");
    await ext.session.set({ [name]: hash });
    return page;
  };

  /** The comparison of what stands in the tab now. */
  const compared = async () => {
    const page = await pageNow();
    await wasm_bindgen({ module_or_path: fetch(ext.url("extension/engine_bg.wasm")) });
    const check = new wasm_bindgen.PageCheck(page);
    try {
      const candidates = await ext.ask({ kind: "look-up", terms: Array.from(check.terms()) });
      candidates.stories = await feedback.without(page.url, candidates.stories);
      const report = check.judge(candidates);
      const { view, evidence } = check.compare(candidates);
      const { id, version } = evidence.original ?? {};
      const story = candidates.stories.find((story) => story.id === id && (story.version ?? 0) === version);
      const { sources } = await ext.ask({ kind: "installed" });
      const from = story && copytaster.sourceOf(story.source, sources, say);
      return { url: page.url, report, view, evidence, story, from };
    } finally {
      check.free();
    }
  };

  const noted = ({ note, ...edit }) => ({ ...edit, note: note && say(note) });

  /** Everything that was found, as one plain object. */
  const record = ({ url, report, evidence, story, from }) => {
    const { title, published, text, original, edits, ...found } = evidence;
    const { agency, headline, url: address } = story ?? {};
    const made = { by: `Copytaster ${ext.version()}`, when: new Date().toISOString() };
    const page = { url, title, published, text };
    return { made, page, original: { ...original, agency, headline, url: address, from }, credited: report.credited, ...found, edits: edits.map(noted) };
  };

  const save = (name, type, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  document.documentElement.lang = text("language");
  document.documentElement.dir = text("direction");
  document.title = text("compareTitle");
  document.querySelector("h1").textContent = text("compareTitle");
  part("problem").textContent = text("popupChecking");
  try {
    const found = await compared();
    part("problem").textContent = found.view || !found.story ? "" : text("compareNoWords");
    part("summary").append(copytaster.render(found.report.panel, { say }));
    if (!found.view) return;
    part("sides").append(copytaster.render(found.view, { say }));
    const [original, page] = part("titles").children;
    original.textContent = text("sideOriginal", found.story?.agency ?? "");
    page.textContent = text("sidePage", new URL(found.url).host);
    copytaster.filters(part("filters"), part("sides"), text);
    part("titles").hidden = part("tools").hidden = false;
    const files = {
      html: () => save("comparison.html", "text/html", exported.html(text)),
      markdown: () => save("comparison.md", "text/markdown", exported.markdown(record(found), text)),
      json: () => save("comparison.json", "application/json", `${JSON.stringify(record(found), null, 2)}\n`),
    };
    for (const [id, act] of Object.entries({ print: () => print(), ...files })) {
      part(id).textContent = text(`compare_${id}`);
      part(id).addEventListener("click", act);
    }
  } catch (problem) {
    console.debug("Copytaster:", problem);
    part("problem").textContent = text(problem.message) || text("compareGone");
  } finally {
    document.querySelector("main").ariaBusy = "false";
  }
})();
