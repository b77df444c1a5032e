// What belongs to tabs and lifecycle? Everything else is answered by the engine.
"use strict";

if (typeof importScripts === "function") {
  importScripts("ext.js", "access.js", "settings.js", "problems.js", "feedback.js", "policy.js", "engine.js", "background/texts.js", "background/learn.js", "background/not-same.js", "background/asked.js", "background/reach.js", "background/refusal.js", "background/staged.js", "background/download.js", "background/signature.js", "background/manifest.js", "background/list.js", "background/installing.js", "background/records.js", "background/due.js", "background/subscriptions.js");
}

(() => {
  const { ext, settings, problems, policy, texts, notSame, subscriptions } = copytaster;
  /** What a page that looks like an article gets, in this order. */
  const PAGE = ["ext.js", "settings.js", "engine.js", "words.js", "render.js", "dom.js", "head.js", "hiding.js", "sight.js", "veil.js", "blocks.js", "reader.js", "original.js", "ranges.js", "edge.js", "steps.js", "overlay.js", "showing.js", "growth.js", "judging.js", "page.js"];
  /** The packs that came with the extension are one of the sources of stories. */
  const BUNDLED = "bundled";
  const STYLES = ["report.css", "overlay.css"];

  const file = async (name) => {
    const response = await fetch(ext.url(`extension/${name}`));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  };
  const once = (make) => {
    let made;
    return () => (made ??= make().catch((problem) => { made = undefined; throw problem; }));
  };

  const wasm = once(async () => (await file("engine_bg.wasm")).arrayBuffer());

  /** Whether this run of the background has installed what came with the extension. */
  let installed = false;
  /** The packs that came with the extension take the place of those that came with its last version. */
  const installPacks = async () => {
    const { packs } = await file("packs/index.json").then((list) => list.json(), () => ({ packs: [] }));
    try {
      const installation = new wasm_bindgen.Installation(BUNDLED);
      for (const name of packs) {
        await installation.add(name, new Uint8Array(await (await file(`packs/${name}`)).arrayBuffer()));
      }
      await installation.finish(ext.version());
    } catch (problem) {
      // What was installed before still holds.
      await problems.tellOfInstalling(ext.name(), problem);
    }
    installed = true;
  };

  const engine = once(async () => {
    await wasm_bindgen({ module_or_path: await wasm() });
    await wasm_bindgen.open();
    if (wasm_bindgen.installed().find(({ source }) => source === BUNDLED)?.mark !== ext.version()) await installPacks();
    return wasm_bindgen;
  });

  const engineFor = async (tab, url, policies) => ({
    kind: "engine",
    bytes: policy.refusesWasm(tab.id, url, policies) ? null : await wasm(),
  });

  const styles = once(async () =>
    (await Promise.all(STYLES.map(async (name) => (await file(name)).text()))).join("\n"));

  const learning = copytaster.learn(engine);
  const lookUp = async ({ terms }, sender) =>
    notSame.without(await learning.join(await (await engine()).answer({ kind: "look-up", terms })), sender);

  /** Judges a page for a script that may not: its own policy refuses wasm. */
  const check = async ({ page }, sender) => {
    const check = new (await engine()).PageCheck(page);
    try {
      const report = check.judge(await lookUp({ terms: Array.from(check.terms()) }, sender));
      return { report, stands: Array.from(check.stands()) };
    } finally {
      check.free();
    }
  };

  ext.listen({
    async article({ asked, policies }, { tab, frameId, url }) {
      if (!tab || frameId !== 0) return null;
      if (!asked && !(await settings.siteIsOn(new URL(url).host))) return null;
      ext.run(tab.id, [0], PAGE.map((name) => `extension/${name}`)).catch((problem) => console.debug("Copytaster:", problem));
      // Ready by the time that the page asks for stories; a problem with it is told then.
      engine().catch(() => {});
      return engineFor(tab, url, policies);
    },
    engine: ({ policies }, { tab, url }) => engineFor(tab, url, policies),
    styles: async () => ({ kind: "styles", text: await styles() }),
    badge: ({ badge }, { tab }) => ext.badge(tab.id, badge),
    installed: ext.toOurs(async () => ({ kind: "installed", sources: (await engine()).installed() })),
    "look-up": lookUp,
    "not-same": notSame.add,
    check,
    ...subscriptions.begin(engine),
    learn: learning.learn,
    // Pages that repeat a story ask for it when words have come, and no other page learns whose they were.
    "has-words": async ({ story }) => (await texts.of(story)) !== undefined,
    compare: (_, { tab }) => ext.openTab(`extension/compare/compare.html?tab=${tab.id}`).then(() => null),
    "learned-list": ext.toOurs(learning.list),
    "learned-delete": ext.toOurs(learning.forget),
    "learned-clear": ext.toOurs(learning.clear),
  });

  ext.onInstalled(async (why) => {
    if (why === "install") ext.openTab("extension/welcome/welcome.html").catch(console.debug);
    await engine();
    // Loaded anew under the same version, as developers do, it may have come with other packs.
    if (!installed) await installPacks();
    await ext.reachAll();
  });
})();
