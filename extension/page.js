// What happens on a page that looks like an article? Read it, ask, judge, show.
"use strict";

(() => {
  if (copytaster.page) return;
  const { ext, settings, reader, ranges, overlay, growth } = copytaster;
  const say = copytaster.words(ext.text);
  let state = "idle";
  let report = null;
  let problem;
  /** Whether the reader has closed the overlay on this page. */
  let dismissed = false;
  let nodes = [];
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
  const judge = async (page, loading) => {
    const here = await loading;
    if (!here) return ext.ask({ kind: "check", page });
    const check = new here.PageCheck(page);
    try {
      return check.judge(await ext.ask({ kind: "look-up", terms: Array.from(check.terms()) }));
    } finally {
      check.free();
    }
  };

  const badge = () => {
    const badge = report?.badge && { ...report.badge, title: say(report.badge.title) };
    return ext.ask({ kind: "badge", badge: badge ?? null });
  };

  const remove = () => {
    const had = report;
    run += 1;
    growth.stop();
    dismissed = false;
    state = "idle";
    report = null;
    nodes = [];
    ranges.clear();
    overlay.remove();
    if (had && ext.alive()) badge().catch(() => {});
  };

  const show = (passage) => ranges.show(report?.passages[passage] ?? [], nodes);

  const check = async () => {
    const mine = ++run;
    state = "checking";
    try {
      // The engine is on its way while the page is read.
      engine ??= load().catch((problem) => { engine = undefined; throw problem; });
      const loading = engine;
      const read = reader.read();
      const found = await judge(read.page, loading);
      if (mine !== run) return;
      ({ nodes } = read);
      state = "done";
      // What stays the same is not drawn anew: the reader may be reading it.
      const same = JSON.stringify(found) === JSON.stringify(report);
      report = found;
      const [styles] = await Promise.all([report.chip && !same && ext.ask({ kind: "styles" }), badge()]);
      if (mine !== run || same) return;
      overlay.remove();
      const notHere = () => settings.switchSite(location.host, false);
      const page = { say, show, closed: ranges.clear, dismiss: () => { dismissed = true; }, notHere };
      if (styles && !dismissed) overlay.draw(report, { ...page, styles: styles.text });
    } catch (thrown) {
      if (mine !== run) return;
      console.debug("Copytaster:", thrown);
      // What was found before the page grew still stands.
      if (report) return void (state = "done");
      remove();
      [state, problem] = ["failed", String(thrown?.message ?? thrown)];
      await badge().catch(() => {});
    }
  };

  ext.listen({
    state: () => ({ kind: "state", state, report, problem }),
    show: ({ passage }) => show(passage),
  });
  settings.onSite(location.host, (on) => !on && remove());
  addEventListener("pageshow", (event) => event.persisted && badge().catch(() => {}));
  const checkAndWatch = async () => {
    growth.watch(check).catch(console.debug);
    await check();
  };
  copytaster.page = { check: checkAndWatch, remove };
  checkAndWatch();
})();
