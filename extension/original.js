// What does a page have to do with the original? It may teach it, wait for its words, and be compared with it.
"use strict";

globalThis.copytaster ??= {};

copytaster.original = (() => {
  const { ext, reader } = copytaster;

  /** Sends what the page teaches, and takes it out of the report; why it teaches nothing stays there. */
  const teach = (report) => {
    const { lesson } = report;
    if (!lesson?.story) return;
    report.lesson = {};
    // What is learned is not worth a word on the page; a full disk is told in the options.
    ext.ask({ kind: "learn", ...lesson }).catch(console.debug);
  };

  /** Has the page checked again when the words of the story that it repeats have come, and hands the page on. */
  const attend = (report, check) =>
    ext.listen({
      read: async () => (await reader.read({ closely: true })).page,
      words: async () => {
        const story = report()?.story;
        if (!story || story.hasWords) return;
        const { id, version } = story;
        if (await ext.ask({ kind: "has-words", story: { id, version } })) check();
      },
    });

  return { teach, attend, compare: () => ext.ask({ kind: "compare" }) };
})();
