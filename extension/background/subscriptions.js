// What does the background answer to the options' page about lists of stories?
//
// | kind | says | answer |
// |---|---|---|
// | `subscriptions` | which lists are there? | `{kind, lists}` |
// | `look-at-list` | what does the list at this `address` say of itself? | `{kind: "list", list}`, null where it is no address, or with a `problem` |
// | `subscribe` | the reader has `agreed` to the list at this `address` | – |
// | `unsubscribe`, `update-list` | the `address` of a list | – |
// | `list` | from a tab that shows a list: the reader may want to subscribe | – |
"use strict";

globalThis.copytaster ??= {};

copytaster.subscriptions ??= (() => {
  const { ext, refusal, download, list, manifest, signature, staged, records, due, installing } = copytaster;
  const OPTIONS = "extension/options/options.html";

  const lookAt = async (text) => {
    const address = download.folderOf(text);
    if (!address) return { kind: "list", list: null };
    try {
      const { manifest: found } = await list.read(address, {});
      return { kind: "list", list: { address, ...manifest.about(found), number: signature.number(found.key) } };
    } catch (problem) {
      return { kind: "list", problem: { ...refusal.told(problem, address), cure: problem.cure } };
    }
  };

  const all = async (engine) => {
    const known = Object.entries(await records.all());
    let unread;
    const ready = known.length ? await engine().catch((problem) => void (unread = problem)) : null;
    return known.map(([address, { agreed, checked, problem: last }]) => {
      const problem = unread ? refusal.told(unread, address) : last;
      const installed = installing.markOf(ready, records.sourceOf(address));
      const number = signature.number(installed?.key ?? agreed.key);
      return { address, agreed, checked, problem, installed, number, fetched: due.fetched(address), isUnread: unread !== undefined };
    });
  };

  const subscribe = async (engine, { address, agreed }) => {
    await records.inTurn(() => records.change(address, { agreed, tag: null, failures: 0, problem: null, due: 0 }));
    await due.update(engine, address);
    await due.arm();
  };

  const unsubscribe = async (engine, address) => {
    await records.inTurn(async () => {
      await records.change(address, null);
      const source = records.sourceOf(address);
      await (await engine()).remove(source);
      await staged.clear(source);
    });
    await due.arm();
  };

  /** Begins to wait for the clock; gives the answers. */
  const begin = (engine) => {
    const { toOurs } = ext;
    due.begin(engine).catch(console.debug);
    return {
      subscriptions: toOurs(async () => ({ kind: "subscriptions", lists: await all(engine) })),
      "look-at-list": toOurs(({ address }) => lookAt(address)),
      subscribe: toOurs((message) => subscribe(engine, message)),
      unsubscribe: toOurs(({ address }) => unsubscribe(engine, address)),
      "update-list": toOurs(({ address }) => due.update(engine, address).then(due.arm)),
      // A tab of the options is no private one.
      list: (_, { tab, url }) => tab && !tab.incognito && ext.openTab(`${OPTIONS}#subscribe=${encodeURIComponent(url)}`),
    };
  };

  return { begin };
})();
