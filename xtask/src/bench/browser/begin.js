// First of all scripts on a page: what was when, and what took how long. Everything is told in `data-times`.
"use strict";

globalThis.copytasterTimes = (() => {
  const begun = performance.now();
  const times = { slices: [], marks: [] };
  const tell = () => { document.documentElement.dataset.times = JSON.stringify(times); };
  const begins = [];
  /** A slice that ends now; those that lie within it are parts of it. */
  const slice = (name, from) => {
    const now = performance.now();
    while (begins.at(-1) >= from) {
      begins.pop();
      times.slices.pop();
    }
    begins.push(from);
    times.slices.push([name, now - from]);
    tell();
  };
  const clear = () => { times.slices.length = begins.length = 0; };
  return {
    begun,
    times,
    tell,
    slice,
    clear,
    from: 0,
    mark: (name) => times.marks.push([name, performance.now() - begun]),
    /** A function whose synchronous part is a slice. */
    timed: (name, call) =>
      function (...values) {
        const from = performance.now();
        try {
          return new.target ? Reflect.construct(call, values) : call.apply(this, values);
        } finally {
          slice(name, from);
        }
      },
  };
})();

// What waits for an idle moment goes on in a microtask; one of ours, queued behind it, sees its end.
globalThis.requestIdleCallback = ((request) => (call, options) =>
  request((deadline) => {
    const from = performance.now();
    call(deadline);
    queueMicrotask(() => copytasterTimes.slice("later", from));
  }, options))(globalThis.requestIdleCallback.bind(globalThis));

// So does what gives way to the page, some promises later.
globalThis.setTimeout = ((wait) => (call, delay) =>
  wait(async () => {
    const from = performance.now();
    call();
    if (delay !== undefined) return;
    for (let promise = 0; promise < 8; promise++) await null;
    copytasterTimes.slice("another slice", from);
  }, delay))(globalThis.setTimeout.bind(globalThis));

// What is called often is only summed up; the bench asks for the sum.
{
  const { times, tell } = copytasterTimes;
  times.often = 0;
  const summed = (call) => (...values) => {
    const from = performance.now();
    call(...values);
    times.often += performance.now() - from;
  };
  globalThis.MutationObserver = ((Native) => function (call) { return new Native(summed(call)); })(MutationObserver);
  globalThis.setInterval = ((repeat) => (call, delay) => repeat(summed(call), delay))(globalThis.setInterval.bind(globalThis));
  document.documentElement.addEventListener("copytaster-tell", tell);
}
