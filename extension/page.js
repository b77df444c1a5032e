// What happens on a page that looks like an article? Read it, ask, judge, show.
"use strict";

copytaster.page ??= (() => {
  const { ext, dom, reader, ranges, overlay } = copytaster;
  const say = copytaster.words(ext.text);
  let state = "idle";
  let report = null;
  let problem;
  let nodes = [];
  let run = 0;

  const decode = (base64) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  };

  /** The engine in this page; null where the page's policy refuses wasm. */
  const load = async () => {
    const policies = [...dom.all('meta[http-equiv="content-security-policy" i]')].map((meta) => dom.attribute(meta, "content"));
    const { bytes } = await ext.ask({ kind: "engine", policies });
    if (bytes === null) return null;
    try {
      await wasm_bindgen({ module_or_path: decode(bytes) });
      return wasm_bindgen;
    } catch (problem) {
      if (problem instanceof WebAssembly.CompileError) return null;
      throw problem;
    }
  };
  let engine;

  /** The report on a page, made here where the page lets us, and by the same engine in the background where not. */
  const judge = async (page) => {
    const here = await (engine ??= load().catch((problem) => { engine = undefined; throw problem; }));
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
    run += 1;
    state = "idle";
    report = null;
    nodes = [];
    ranges.clear();
    overlay.remove();
    if (ext.alive()) badge().catch(() => {});
  };

  const show = (passage) => ranges.show(report?.passages[passage] ?? [], nodes);

  const check = async () => {
    remove();
    const mine = run;
    state = "checking";
    try {
      const read = reader.read();
      const found = await judge(read.page);
      if (mine !== run) return;
      ({ nodes } = read);
      report = found;
      state = "done";
      await badge();
      if (!report.chip) return;
      const { text: styles } = await ext.ask({ kind: "styles" });
      const notHere = () => ext.switchSite(location.host, false);
      if (mine === run) overlay.draw(report, { say, show, closed: ranges.clear, notHere, styles });
    } catch (thrown) {
      if (mine !== run) return;
      console.debug("Copytaster:", thrown);
      [state, report, problem] = ["failed", null, String(thrown?.message ?? thrown)];
      await badge().catch(() => {});
    }
  };

  ext.onSiteSwitched(location.host, (on) => !on && remove());
  addEventListener("pageshow", (event) => event.persisted && badge().catch(() => {}));
  check();

  return { check, remove, show, state: () => ({ kind: "state", state, report, problem }) };
})();
