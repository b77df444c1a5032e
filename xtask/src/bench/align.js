// Compares two texts in the engine's wasm, again and again: node align.js ENGINE-FOLDER ORIGINAL PAGE
"use strict";
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

const [folder, ...texts] = process.argv.slice(2);
const engine = runInThisContext(`${readFileSync(`${folder}/engine.js`, "utf8")}; wasm_bindgen`);
engine.initSync({ module: readFileSync(`${folder}/engine_bg.wasm`) });
const pair = new engine.MeasuredPair(...texts.map((file) => readFileSync(file, "utf8")));

const times = Array.from({ length: 400 }, () => {
  const start = performance.now();
  pair.compare();
  return performance.now() - start;
});
// The first is what a page waits for: not compiled with care yet, tables not made.
const rest = times.slice(1).sort((a, b) => a - b);
console.log(`${times[0].toFixed(2)} ms at first, then ${rest[rest.length >> 1].toFixed(2)} (median), ${rest[0].toFixed(2)} (quickest)`);
