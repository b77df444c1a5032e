// How do settings come from one browser to another? As one file, which is read with care.
"use strict";

(() => {
  const { ext, settings, feedback, tell } = copytaster;
  const VERSION = 1;
  /** A file of more bytes is none of ours. */
  const LONGEST = 4_000_000;
  const part = (id) => document.getElementById(id);

  /** Everything that the reader has said: no stories, and nothing of pages but hashes. */
  const gather = async () => {
    const [chosen, sites, stored] = await Promise.all([settings.read(), settings.sites(), ext.stored(null)]);
    const notSame = Object.fromEntries(Object.entries(stored).filter(([key]) => feedback.isKey(key)));
    const subscriptions = (await copytaster.subscriptions?.addresses?.()) ?? [];
    return { copytaster: VERSION, settings: chosen, sites, notSame, subscriptions };
  };

  const refuse = (message, ...values) => {
    throw Object.assign(new Error(message), { said: { message, arguments: values } });
  };
  const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isHost = (host) => typeof host === "string" && URL.parse(`https://${host}`)?.host === host;
  const isAddress = (address) => typeof address === "string" && URL.parse(address)?.protocol === "https:";

  /** Reads a file; throws what is wrong with it, as a message. */
  const read = (text) => {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      refuse("importNoJson");
    }
    if (!isRecord(file) || !Number.isInteger(file.copytaster)) refuse("importNotOurs");
    if (file.copytaster > VERSION) refuse("importNewer");
    const { settings: chosen = {}, sites = {}, notSame = {}, subscriptions = [] } = file;
    if (!isRecord(chosen)) refuse("importWrong", "settings");
    for (const [name, value] of Object.entries(chosen)) if (!settings.isValid(name, value)) refuse("importWrong", `settings.${name}`);
    for (const kind of ["on", "off"]) {
      const hosts = sites?.[kind] ?? [];
      if (!Array.isArray(hosts) || !hosts.every(isHost)) refuse("importWrong", `sites.${kind}`);
    }
    if (!isRecord(notSame) || !Object.keys(notSame).every(feedback.isKey)) refuse("importWrong", "notSame");
    if (!Array.isArray(subscriptions) || !subscriptions.every(isAddress)) refuse("importWrong", "subscriptions");
    return { settings: chosen, sites, notSame, subscriptions };
  };

  const take = async (file) => {
    if (file.size > LONGEST) refuse("importNotOurs");
    const { settings: chosen, sites, notSame, subscriptions } = read(await file.text());
    await settings.change(chosen);
    for (const kind of ["on", "off"]) for (const host of sites?.[kind] ?? []) await settings.switchSite(host, kind === "on");
    await ext.store(notSame);
    await copytaster.subscriptions?.propose?.(subscriptions);
    tell({ message: "imported" });
  };

  copytaster.transfer = { gather, take };
  part("export").addEventListener("click", async () => {
    const text = JSON.stringify(await gather(), null, 2);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: "copytaster.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  part("import").addEventListener("click", () => part("import-file").click());
  part("import-file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (file) await take(file).catch((problem) => tell(problem.said ?? { message: "importFailed", arguments: [String(problem.message)] }));
    target.value = "";
  });
})();
