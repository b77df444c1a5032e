// What does the engine take that knows what is installed? Looks up what the page is told, twice.
"use strict";

addEventListener("asked", async () => {
  const { dataset } = document.documentElement;
  const engine = await wasm_bindgen({ module_or_path: await (await fetch("engine_bg.wasm")).arrayBuffer() });
  await wasm_bindgen.open();
  const opened = engine.memory.buffer.byteLength;
  const times = [];
  for (const round of [1, 2]) {
    times.length = 0;
    for (const terms of JSON.parse(dataset.asked)) {
      const start = performance.now();
      await wasm_bindgen.answer({ kind: "look-up", terms });
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  dataset.told = JSON.stringify([opened, engine.memory.buffer.byteLength, times[times.length >> 1], times.at(-1)]);
});
