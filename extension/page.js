// What happens on a page that looks like an article? It is judged, and what is found is shown, until it is another.
"use strict";

(() => {
  if (copytaster.page) return;
  const { ext, settings, judging, original, showing, growth } = copytaster;
  let state = "idle";
  let [report, problem, isOfDisk] = [null];
  let run = 0;
  /** Whether the reader has asked about this page; else what is found stays only where we may look unasked. */
  let { isAsked } = copytaster;

  const remove = () => {
    run += 1;
    growth.stop();
    state = "idle";
    isAsked = false;
    report = null;
    showing.clear().catch(() => {});
  };

  const check = async () => {
    const mine = ++run;
    const isWanted = () => mine === run;
    state = "checking";
    try {
      const examined = await judging.examine(Boolean(report?.story), isWanted);
      if (!examined || !isWanted()) return;
      const [found, read] = examined;
      original.teach(found);
      state = "done";
      report = found;
      await showing.update(report, read.nodes);
    } catch (thrown) {
      if (!isWanted()) return;
      console.debug("Copytaster:", thrown);
      // What was found before the page grew still stands.
      if (report) return void (state = "done");
      remove();
      [state, problem, isOfDisk] = ["failed", String(thrown?.message ?? thrown), ext.isOfDisk(thrown)];
      await showing.badge().catch(() => {});
    }
  };

  ext.listen({
    state: () => ({ kind: "state", state, report, problem, isOfDisk }),
    show: ({ passage }) => showing.show(passage),
    toggle: () => showing.toggle(),
    step: ({ by }) => showing.step(by),
    "access-lost": async () => {
      if (isAsked || (await ext.ask({ kind: "may-look" }))) return;
      remove();
      // Once it may be read again, it is looked at again.
      copytaster.gate = "off";
    },
  });
  original.attend(() => report, check);
  settings.onSite(location.host, (on) => !on && remove());
  addEventListener("pageshow", (event) => event.persisted && showing.badge().catch(() => {}));
  const checkAndWatch = () => {
    growth.watch(check).catch(console.debug);
    return check();
  };
  copytaster.page = {
    /** Checks the page where it may be looked at unasked, or is `asked` about; says whether it does. */
    async look(asked) {
      const before = run;
      if (!asked && !(await ext.ask({ kind: "may-look" }))) return false;
      if (before !== run) return state !== "idle";
      isAsked ||= asked;
      checkAndWatch();
      return true;
    },
    /** Checks the page once more, which was looked at before. */
    check,
    remove,
  };
  checkAndWatch();
})();
