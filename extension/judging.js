// What does the engine say of this page? Read it, judge it, and read it closely where something is to be shown or learned.
"use strict";

globalThis.copytaster ??= {};

copytaster.judging = (() => {
  const { ext, reader } = copytaster;
  let engine;

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

  /**
   * The report, made here or, where the page refuses wasm, in the background; null where the page has to be read closely.
   * With it the blocks on which it stands.
   * @param last the terms that were asked for last and what came, for the next reading: a close one has the same nearly always
   */
  const judge = async (page, here, last) => {
    if (!here) return ext.ask({ kind: "check", page });
    await reader.giveWay();
    const check = new here.PageCheck(page);
    try {
      await reader.giveWay();
      check.select();
      await reader.giveWay();
      const stands = Array.from(check.stands());
      await reader.giveWay();
      const terms = Array.from(check.terms());
      if (last.terms !== terms.join()) {
        last.candidates = await ext.ask({ kind: "look-up", terms });
        last.terms = terms.join();
      }
      const { candidates } = last;
      const report = check.judge(candidates);
      if (!report?.story) return { report, stands };
      const { agency, headline } = candidates.stories.find(({ id }) => id === report.story.id) ?? {};
      return { report: { ...report, story: { ...report.story, agency, headline } }, stands };
    } finally {
      check.free();
    }
  };

  /**
   * What is found, and the reading in which. Nearly every page repeats nothing and teaches nothing: of it only the text on
   * which that stands is looked at closely. Whatever is shown or learned comes from a close reading of the whole page.
   * @param isRepeat whether the page is known to repeat a story, so that it is read closely at once
   * @param isWanted is asked before each step that reads or judges; where it says no, there is nothing
   */
  const examine = async (isRepeat, isWanted) => {
    engine ??= load().catch((problem) => { engine = undefined; throw problem; });
    const last = {};
    if (!isRepeat) {
      // The engine is on its way while the page is read.
      const [read, here] = await Promise.all([reader.read(), engine]);
      if (!isWanted()) return null;
      const { report: found, stands } = await judge(read.page, here, last);
      if (!isWanted()) return null;
      if (found && !(await reader.isVeiled(read, stands))) return [found, read];
    }
    const read = await reader.read({ closely: true });
    const here = await engine;
    return isWanted() ? [(await judge(read.page, here, last)).report, read] : null;
  };

  return { examine };
})();
