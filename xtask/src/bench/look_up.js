// Looks terms up in the heads of packs in the engine's wasm: node look_up.js FOLDER TIMES
"use strict";
const { readdirSync, readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

const [folder, repeated] = process.argv.slice(2);
const engine = runInThisContext(`${readFileSync(`${folder}/engine.js`, "utf8")}; wasm_bindgen`);
const { memory } = engine.initSync({ module: readFileSync(`${folder}/engine_bg.wasm`) });
const megabytes = () => `${(memory.buffer.byteLength / 1e6).toFixed(1)} MB`;

const started = performance.now();
const heads = new engine.MeasuredHeads();
for (const name of readdirSync(folder).filter((name) => name.endsWith(".head")).sort()) {
  if (!heads.add(readFileSync(`${folder}/${name}`))) throw new Error(`${name} does not open`);
}
const opened = `${(performance.now() - started).toFixed(0)} ms, ${megabytes()}`;

for (const { name, queries } of JSON.parse(readFileSync(`${folder}/asked.json`, "utf8"))) {
  const asked = queries.map((query) => Uint32Array.from(query));
  const times = asked.map((terms) => Math.min(...Array.from({ length: Number(repeated) }, () => {
    const start = performance.now();
    heads.look_up(terms);
    return performance.now() - start;
  })));
  times.sort((a, b) => a - b);
  const micro = (time) => (1000 * time).toFixed(0);
  console.log(`in wasm: ${name}: median ${micro(times[times.length >> 1])} µs, at most ${micro(times[times.length - 1])}`);
}
console.log(`in wasm: read and opened in ${opened}; after the look-ups ${megabytes()}`);
