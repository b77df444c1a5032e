// What does this browser learn from the pages that its reader opens? What a story is, src/detect/learn.rs decides.
"use strict";

globalThis.copytaster ??= {};

/** @param {() => Promise<any>} engine gives the engine of the background, with its packs open */
copytaster.learn = (engine) => {
  const { ext, settings, problems, texts } = copytaster;
  const SOURCE = "learned";
  /** As many stories are kept, about 13 MB; with one more the oldest of the largest pack go, so many at once. */
  const [MOST, AT_ONCE] = [20000, 1000];

  /** One change after the other. */
  let last = Promise.resolve();
  const inTurn = (task) => (last = last.then(task, task));

  const packs = (wasm) => wasm.installed().find(({ source }) => source === SOURCE)?.packs ?? [];
  let named = 0;

  /**
   * Changes what is learned in one switch. `change` gets an installation and the packs that there are, smallest first, and
   * gives the names of those that stay and the bytes of new ones.
   */
  const replace = async (change) => {
    const wasm = await engine();
    const installation = new wasm.Installation(SOURCE);
    try {
      const before = packs(wasm).sort((a, b) => (a.stories ?? 0) - (b.stories ?? 0));
      const { keep, add } = await change(wasm, before, async ({ name }) => await installation.read(name));
      for (const name of keep) await installation.keep(name);
      for (const bytes of add.filter(({ length }) => length)) await installation.add(`${Date.now()}-${named++}`, bytes);
      await installation.finish("");
    } catch (problem) {
      await installation.cancel();
      throw problem;
    } finally {
      installation.free();
    }
  };

  /**
   * A story is a pack of one, merged with those of its agency that are no larger than what they come to together: so packs
   * double, and a story is written anew as often as the count of stories has binary digits (the logarithmic method: J. L.
   * Bentley and J. B. Saxe, "Decomposable searching problems", 1980).
   */
  const add = (story, url) =>
    replace(async (wasm, before, read) => {
      const together = [wasm.packOf(story, url)];
      const keep = [];
      const whole = before.reduce((sum, { stories = 0 }) => sum + stories, 0);
      const largest = whole >= MOST ? before.at(-1) : undefined;
      let size = 1;
      for (const pack of before.filter((pack) => pack !== largest)) {
        if (pack.agency !== story.agency || pack.stories > size) keep.push(pack.name);
        else {
          together.push(await read(pack));
          size += pack.stories;
        }
      }
      const shorter = largest ? [wasm.mergePacks([await read(largest)], [], AT_ONCE)] : [];
      return { keep, add: [wasm.mergePacks(together, [], 0), ...shorter] };
    });

  const forget = (ids) =>
    replace(async (wasm, before, read) => {
      const add = [];
      for (const pack of before) add.push(wasm.mergePacks([await read(pack)], ids, 0));
      return { keep: [], add };
    });

  const list = async (search, from) => {
    const wasm = await engine();
    const reader = new wasm.Installation(SOURCE);
    const found = [];
    for (const { name } of packs(wasm)) found.push(...wasm.storiesOf(await reader.read(name)));
    reader.free();
    const wanted = search.toLowerCase();
    const stories = found.filter(({ headline, id }) => `${headline}\n${id}`.toLowerCase().includes(wanted));
    const when = ({ day: [year, month, day] = [0, 0, 0] }) => (year * 12 + month) * 31 + day;
    stories.sort((a, b) => when(b) - when(a) || b.version - a.version);
    const shown = stories.slice(from, from + 50);
    for (const story of shown) story.hasText = (await texts.of(story)) !== undefined;
    return { kind: "learned", total: stories.length, stories: shown };
  };

  return {
    /** Takes a page's lesson; says whether the story's words are held now. Never from a private window. */
    async learn({ story, known }, { tab, frameId, url }) {
      if (!tab || tab.incognito || frameId !== 0) return false;
      // Who stands between us and a page without encryption could forge a story; and no page teaches for another site.
      if (!(await settings.read()).learning || !(url.startsWith("https:") || (await ext.isDevelopment()))) return false;
      (await engine()).packOf(story, url);
      const failed = (problem) => problems.tellOfInstalling({ message: "packsLearned" }, problem).then(() => { throw problem; });
      if (!known) await inTurn(() => add(story, url)).catch(failed);
      await inTurn(() => texts.hold(known ?? story, story));
      ext.tellTabs({ kind: "words" }, tab.id);
      return true;
    },

    /** The answer to a look-up, with the words that have been read. */
    async join(candidates) {
      const joined = async (story) => (story.text ? story : { ...story, ...(await texts.of(story)) });
      return { ...candidates, stories: await Promise.all(candidates.stories.map(joined)) };
    },

    list: ({ search = "", from = 0 }) => list(search, from),
    forget: ({ ids }) => inTurn(() => forget(ids).then(() => texts.forget(ids))),
    clear: () => inTurn(async () => { await (await engine()).remove(SOURCE); await texts.forget(); }),
  };
};
