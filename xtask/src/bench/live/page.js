// What is read of this page, and in what time? By our reader and engine, and by Readability.js, one after the other.
"use strict";

(async () => {
  const RUNS = 7;
  const told = { ours: [], theirs: [], withClone: [], head: [], read: [], cross: [], select: [], assemble: [], look: [], close: [] };
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
  const read = (closely = false) => copytaster.reader.read({ closely, inSlices: false });
  const cross = (page) => new wasm_bindgen.PageCheck(page);
  const extract = (page) => {
    const check = cross(page);
    check.select();
    check.stands();
    return check;
  };
  /** As page.js does with a page that repeats nothing. */
  const readAndExtract = async () => {
    const reading = await read();
    const check = extract(reading.page);
    const isVeiled = await copytaster.reader.isVeiled(reading, check.stands());
    check.free();
    if (isVeiled) extract((await read(true)).page).free();
  };
  const least = (times) => Math.min(...times);

  const [reading, plain] = await timed(() => read());
  // The page has its turn between these.
  const [crossing, first] = await timed(() => cross(plain.page));
  const [selecting] = await timed(() => first.select());
  const [assembling] = await timed(() => first.stands());
  const [terms] = await timed(() => first.terms());
  first.free();
  const stretch = await longestStretch();
  const { page } = await read(true);
  let isVeiled;
  const timeParts = async () => {
    const note = (name, [time, made]) => (told[name].push(time), made);
    note("head", await timed(copytaster.head));
    const read1 = note("read", await timed(() => read()));
    const check = note("cross", await timed(() => cross(read1.page)));
    note("select", await timed(() => check.select()));
    note("assemble", await timed(() => check.stands()));
    isVeiled = note("look", await timed(() => copytaster.reader.isVeiled(read1, check.stands())));
    check.free();
    note("close", await timed(() => read(true)));
  };
  for (let run = 0; run < RUNS; run++) {
    await timeParts();
    told.ours.push((await timed(readAndExtract))[0]);
    const clone = document.cloneNode(true);
    told.theirs.push((await timed(() => new Readability(clone).parse()))[0]);
    told.withClone.push((await timed(() => new Readability(document.cloneNode(true)).parse()))[0]);
  }
  // What else the machine does can only add to a time.
  for (const [name, times] of Object.entries(told)) told[name] = least(times);
  Object.assign(told, { reading, crossing, selecting, assembling, terms, stretch, page, isVeiled });
  document.documentElement.dataset.told = JSON.stringify(told);
})().catch((problem) => { document.documentElement.dataset.told = JSON.stringify({ problem: String(problem) }); });
