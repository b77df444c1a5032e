// What has come of a list whose update was interrupted? Its packs wait here until all are there, and are not fetched again.
//
// Each source has its own cache, in which a pack is found by its hash; what the source does not need any more goes with its next
// update that ends.
"use strict";

globalThis.copytaster ??= {};

copytaster.staged ??= (() => {
  const nameOf = (source) => `copytaster-staged ${source}`;
  // A cache's keys are addresses; nobody asks for this one.
  const at = (hash) => `https://staged.invalid/${hash}`;

  return {
    /** The bytes of a pack that waits, or nothing. */
    async take(source, hash) {
      const kept = await caches.match(at(hash), { cacheName: nameOf(source) });
      return kept && new Uint8Array(await kept.arrayBuffer());
    },
    keep: async (source, hash, bytes) => (await caches.open(nameOf(source))).put(at(hash), new Response(bytes)),
    /** Throws away what waits for a source; says whether anything did. */
    clear: (source) => caches.delete(nameOf(source)).catch(() => false),
  };
})();
