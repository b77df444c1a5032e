// To which lists of stories does the reader subscribe?
//
// Stored under `subscriptions`, by the address of the list's folder: what the reader `agreed` to (`{key, agency, hosts}`), the
// `tag` of the list's file (`{base, tag}`), when it was `checked` and is `due`, how many `failures` there were in a row, and the
// `problem`. What is installed says the mark beside the packs, so that a stopped background cannot leave the two apart.
"use strict";

globalThis.copytaster ??= {};

copytaster.records ??= (() => {
  const { ext } = copytaster;
  const KEY = "subscriptions";
  let last = Promise.resolve();

  /** Everything that changes lists, one after the other: two at a time would lose a change, or the packs of one. */
  const inTurn = (what) => {
    const done = last.then(what);
    last = done.catch(() => {});
    return done;
  };

  const all = async () => (await ext.kept(KEY)) ?? {};

  /** Changes some of what is stored of a list, or without values forgets it. */
  const change = async (address, values) => {
    const records = await all();
    if (values) records[address] = { ...records[address], ...values };
    else delete records[address];
    await ext.keep({ [KEY]: records });
  };

  /** The source of a list's packs, among the others that are installed. */
  const PREFIX = "list:";
  const sourceOf = (address) => PREFIX + address;
  const addressOf = (source) => (source.startsWith(PREFIX) ? source.slice(PREFIX.length) : null);

  return { inTurn, all, change, sourceOf, addressOf };
})();
