// What is read of this page, and in what time? By our reader and engine, and by Readability.js, one after the other.
"use strict";

(async () => {
  const RUNS = 7;
  const told = { ours: [], theirs: [], withClone: [] };
  const { bytes } = await chrome.runtime.sendMessage({ kind: "engine", policies: [] });
  await wasm_bindgen({ module_or_path: bytes });
  const timed = (work) => {
    const start = performance.now();
    const made = work();
    return [performance.now() - start, made];
  };
  const extract = (page) => new wasm_bindgen.PageCheck(page);
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

  const [reading, { page }] = timed(copytaster.reader.read);
  const [extracting, check] = timed(() => extract(page));
  Object.assign(told, { reading, extracting, page, terms: Array.from(check.terms()), blocks: page.blocks.texts.length });
  check.free();
  for (let run = 0; run < RUNS; run++) {
    told.ours.push(timed(() => extract(copytaster.reader.read().page).free())[0]);
    const clone = document.cloneNode(true);
    told.theirs.push(timed(() => new Readability(clone).parse())[0]);
    told.withClone.push(timed(() => new Readability(document.cloneNode(true)).parse())[0]);
  }
  for (const name of ["ours", "theirs", "withClone"]) told[name] = median(told[name]);
  document.documentElement.dataset.told = JSON.stringify(told);
})().catch((problem) => { document.documentElement.dataset.told = JSON.stringify({ problem: String(problem) }); });
