// What happens on a page that looks like an article? Read it, ask, judge, show.
"use strict";

(() => {
  if (copytaster.page) return;
  const { ext, settings, reader, original, showing, growth } = copytaster;
  let state = "idle";
  let report = null;
  let problem;
  let run = 0;

  /** The engine in this page; null where the page's policy refuses wasm. */
  const load = async () => {
    // The background has sent it together with this script; a second try has to ask for it.
    const given = copytaster.engine ?? copytaster.ask("engine");
    copytaster.engine = undefined;
    const { bytes, problem } = await given;
    if (problem) throw new Error(problem);
    if (bytes === null) return null;
    try {
      await wasm_bindgen({ module_or_path: bytes });
      return wasm_bindgen;
    } catch (problem) {
      if (problem instanceof WebAssembly.CompileError) return null;
      throw problem;
    }
  };
  let engine;

  /** The report on a page, made here where the page lets us, and by the same engine in the background where not. */
  const judge = async (page, here) => {
    if (!here) return ext.ask({ kind: "check", page });
    await reader.giveWay();
    const check = new here.PageCheck(page);
    try {
      await reader.giveWay();
      const candidates = await ext.ask({ kind: "look-up", terms: Array.from(check.terms()) });
      const report = check.judge(candidates);
      const { agency, headline } = candidates.stories.find(({ id }) => id === report.story?.id) ?? {};
      return report.story ? { ...report, story: { ...report.story, agency, headline } } : report;
    } finally {
      check.free();
    }
  };

  const remove = () => {
    run += 1;
    growth.stop();
    state = "idle";
    report = null;
    showing.clear().catch(() => {});
  };

  const check = async () => {
    const mine = ++run;
    state = "checking";
    try {
      // The engine is on its way while the page is read.
      engine ??= load().catch((problem) => { engine = undefined; throw problem; });
      const [read, here] = await Promise.all([reader.read(), engine]);
      if (mine !== run) return;
      const found = await judge(read.page, here);
      if (mine !== run) return;
      original.teach(found);
      state = "done";
      report = found;
      await showing.update(report, read.nodes);
    } catch (thrown) {
      if (mine !== run) return;
      console.debug("Copytaster:", thrown);
      // What was found before the page grew still stands.
      if (report) return void (state = "done");
      remove();
      [state, problem] = ["failed", String(thrown?.message ?? thrown)];
      await showing.badge().catch(() => {});
    }
  };

  ext.listen({
    state: () => ({ kind: "state", state, report, problem }),
    show: ({ passage }) => showing.show(passage),
    toggle: () => showing.toggle(),
    step: ({ by }) => showing.step(by),
  });
  original.attend(() => report, check);
  settings.onSite(location.host, (on) => !on && remove());
  addEventListener("pageshow", (event) => event.persisted && showing.badge().catch(() => {}));
  const checkAndWatch = async () => {
    growth.watch(check).catch(console.debug);
    await check();
  };
  copytaster.page = { check: checkAndWatch, remove };
  checkAndWatch();
})();
