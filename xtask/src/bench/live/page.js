// What is read of this page, and in what time? By our reader and engine, and by Readability.js, one after the other.
"use strict";

(async () => {
  const RUNS = 7;
  const told = { ours: [], theirs: [], withClone: [] };
  const { bytes } = await chrome.runtime.sendMessage({ kind: "engine", policies: [] });
  await wasm_bindgen({ module_or_path: bytes });
  const timed = async (work) => {
    const start = performance.now();
    const made = await work();
    return [performance.now() - start, made];
  };
  /** Reads in slices, and gives the longest time for which nothing else had its turn. */
  const longestStretch = async () => {
    const { port1, port2 } = new MessageChannel();
    let [last, longest, reading, ended] = [performance.now(), 0, true, null];
    const end = new Promise((done) => (ended = done));
    port1.onmessage = () => {
      const now = performance.now();
      [longest, last] = [Math.max(longest, now - last), now];
      reading ? port2.postMessage(0) : ended();
    };
    port2.postMessage(0);
    await copytaster.reader.read();
    reading = false;
    await end;
    return longest;
  };
  // For the sum of its slices, a page is read without giving way.
  const read = () => copytaster.reader.read(false);
  const extract = (page) => new wasm_bindgen.PageCheck(page);
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

  const [reading, { page }] = await timed(read);
  const [extracting, check] = await timed(() => extract(page));
  told.stretch = await longestStretch();
  Object.assign(told, { reading, extracting, page, terms: Array.from(check.terms()), blocks: page.blocks.texts.length });
  check.free();
  for (let run = 0; run < RUNS; run++) {
    told.ours.push((await timed(async () => extract((await read()).page).free()))[0]);
    const clone = document.cloneNode(true);
    told.theirs.push((await timed(() => new Readability(clone).parse()))[0]);
    told.withClone.push((await timed(() => new Readability(document.cloneNode(true)).parse()))[0]);
  }
  for (const name of ["ours", "theirs", "withClone"]) told[name] = median(told[name]);
  document.documentElement.dataset.told = JSON.stringify(told);
})().catch((problem) => { document.documentElement.dataset.told = JSON.stringify({ problem: String(problem) }); });
