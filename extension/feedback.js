// Of which stories has the reader said that a page does not repeat them?
//
// Kept under `not:PAGE:STORY`, each the first half of a SHA-256: of the page's address without its fragment, and of the story's
// id, which is an address where it was learned. What the reader has said is kept, which pages were read is not.
"use strict";

globalThis.copytaster ??= {};

copytaster.feedback ??= (() => {
  const { ext } = copytaster;
  const PREFIX = "not:";
  const hash = async (address) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address.split("#")[0]));
    return Array.from(new Uint8Array(bytes, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const isKey = (key) => /^not:[0-9a-f]{32}:[0-9a-f]{32}$/.test(key);

  const keyOf = async (address, id) => `${PREFIX}${await hash(address)}:${await hash(id)}`;

  /** Keeps that a page is not this story, `{id, agency, headline}`. */
  const refuse = async (address, { id, agency, headline }) =>
    ext.store({ [await keyOf(address, id)]: { agency, headline, when: Date.now() } });

  /** Of these stories those that the reader has not said so of. */
  const without = async (address, stories) => {
    const keys = await Promise.all(stories.map(({ id }) => keyOf(address, id)));
    const said = await ext.stored(keys);
    return stories.filter((_, at) => !Object.hasOwn(said, keys[at]));
  };

  /** All that the reader has said, `[{key, agency, headline, when}]`, the last first. */
  const all = async () => {
    const entries = Object.entries(await ext.stored(null)).filter(([key]) => isKey(key));
    const text = (value) => (typeof value === "string" ? value : "");
    const read = ([key, value]) =>
      ({ key, agency: text(value?.agency), headline: text(value?.headline), when: Number(value?.when) || 0 });
    return entries.map(read).sort((one, other) => other.when - one.when);
  };

  /** Takes back what was said under a key. */
  const undo = (key) => ext.unstore([key]);

  return { hash, isKey, refuse, without, all, undo };
})();
