// First of all scripts on a page: what was when, and what took how long. Everything is told in `data-times`.
"use strict";

globalThis.copytasterTimes = (() => {
  const begun = performance.now();
  const times = { slices: [], marks: [] };
  const tell = () => { document.documentElement.dataset.times = JSON.stringify(times); };
  const slice = (name, from) => {
    times.slices.push([name, performance.now() - from]);
    tell();
  };
  return {
    begun,
    times,
    tell,
    slice,
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
