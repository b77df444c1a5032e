// How do a list's packs come into the browser? Beside those that are there, proved, and then all at once.
"use strict";

globalThis.copytaster ??= {};

copytaster.installing ??= (() => {
  const { ext, refusal, staged, list: lists, manifest: shape } = copytaster;

  /** A pack may say no more than the reader agreed to for its list. */
  const check = (pack, manifest, base) => {
    const fits = !pack.text && pack.agency === manifest.agency && pack.hosts.every((host) => manifest.hosts.includes(host));
    if (!fits) throw refusal("listPack", [base, pack.agency], "listCureMaker");
  };

  const said = (problem, base) => {
    if (problem?.what) return problem;
    const reason = String(problem?.message ?? problem);
    if (problem?.name === "QuotaExceededError" || /quota/i.test(reason)) return refusal("listNoRoom", [base], "listCureRoom");
    if (ext.isOfDisk(problem)) return refusal("listNotStored", [base, reason], "listCureRoom");
    return refusal("listPack", [base, reason], "listCureMaker");
  };

  /** A pack's bytes: those that came before an interruption, or fetched; with `keep` they wait for those that are still to come. */
  const bytesOf = async (source, from, segment, keep, come) => {
    const waiting = await staged.take(source, segment.sha256).catch(console.debug);
    if (waiting) return waiting;
    const bytes = await lists.segment(from, segment, come);
    if (keep) await staged.keep(source, segment.sha256, bytes).catch(console.debug);
    return bytes;
  };

  /**
   * Has a source take over the packs of a list; whatever goes wrong, it keeps those that it has.
   * @param list a list that may be believed, as {@link copytaster.list.fresh} gives it
   * @param bases where its packs can be had
   * @param mark what is kept of the list, beside the packs
   * @param progress is called with the bytes that have come so far
   * @param waits whether packs wait on the disk for those that are still to come
   */
  const install = async (engine, source, what, waits = true) => {
    const { list: { manifest, base }, bases, mark, progress } = what;
    const from = [base, ...bases.filter((other) => other !== base)];
    const known = new Map(engine.installed().find((one) => one.source === source)?.packs.map((pack) => [pack.name, pack]));
    const installation = new engine.Installation(source);
    try {
      let before = 0;
      for (const segment of manifest.segments) {
        const kept = known.get(segment.sha256);
        // One that does not open any more says nothing of itself, and is fetched again.
        if (kept?.agency !== undefined && (await installation.keep(segment.sha256))) {
          check(kept, manifest, base);
        } else {
          const isLast = segment === manifest.segments.at(-1);
          const bytes = await bytesOf(source, from, segment, waits && !isLast, (length) => progress(before + length));
          check(await installation.add(segment.sha256, bytes), manifest, base);
        }
        before += segment.bytes;
        await progress(before);
      }
      for (const { terms, story } of manifest.tests) {
        const { stories } = await installation.find(new Uint32Array(terms));
        if (!stories.some(({ id }) => id === story)) throw refusal("listTest", [base, story], "listCureMaker");
      }
      await installation.finish(JSON.stringify(mark));
      await staged.clear(source);
    } catch (problem) {
      await installation.cancel().catch(console.debug);
      const told = said(problem, base);
      // What was found wrong is fetched anew, and a full disk is not filled further: there may be room without what waits.
      const hasCleared = told.what.message !== "listUnreachable" && (await staged.clear(source));
      if (hasCleared && told.cure.message === "listCureRoom") return install(engine, source, what, false);
      throw told;
    } finally {
      installation.free();
    }
  };

  /** Brings what a source has up to date; gives the tag of the list's file. */
  const update = async (engine, source, { address, agreed, tag }, progress) => {
    const installed = markOf(engine, source);
    const bases = [address, ...(installed?.mirrors ?? []).filter((mirror) => mirror !== address)];
    const { list, tag: same } = await lists.fresh(bases, { tag, agreed, installed });
    if (list) {
      const mark = { ...shape.about(list.manifest), hash: list.hash, agreed: agreed.key };
      const others = [...bases, ...list.manifest.mirrors.filter((mirror) => !bases.includes(mirror))];
      await install(engine, source, { list, bases: others, mark, progress });
      return { base: list.base, tag: list.tag };
    }
    if (Date.parse(installed.expires) < Date.now()) throw refusal("listExpired", [address, installed.expires.slice(0, 10)], "listCureMaker");
    return { base: address, tag: same };
  };

  /** What was installed last, and nothing if nothing was. */
  const markOf = (engine, source) => {
    try {
      return JSON.parse(engine.installed().find((one) => one.source === source)?.mark ?? "null") ?? undefined;
    } catch {
      return undefined;
    }
  };

  return { update, markOf };
})();
