// What has the reader chosen? Kept in the extension's local storage, the same in every window and in the background.
//
// | stored as | values | meaning |
// |---|---|---|
// | `where` | `everywhere`, `allowed`, `asked` | on which sites pages are looked at: all, those that the reader allowed, none until asked |
// | `off:HOST` | `true` | a site on which the reader wants nothing |
// | `on:HOST` | `true` | a site that the reader allowed; it counts where `where` is `allowed` |
// | `mode` | `chip`, `toolbar`, `off` | what shows itself: chip and badge, the badge alone, neither |
// | `edge` | one of `EDGES` | where on the page chip and panel stand |
// | `learning` | `true`, `false` | whether stories are learned from pages that are read |
// | `keepTexts` | 0 to 30 | for how many days the words of learned stories are kept; 0 for this session only |
//
// What is missing, unknown or broken there counts as the default.
"use strict";

globalThis.copytaster ??= {};

copytaster.settings ??= (() => {
  const { ext } = copytaster;
  const EDGES = ["bottom-end", "bottom-start", "top-end", "top-start"];
  const DAYS = 30;
  const oneOf = (values) => (value) => values.includes(value);
  /** Each setting's default, and whether a value is one of its values. */
  const SETTINGS = {
    where: ["everywhere", oneOf(["everywhere", "allowed", "asked"])],
    mode: ["chip", oneOf(["chip", "toolbar", "off"])],
    edge: [EDGES[0], oneOf(EDGES)],
    learning: [true, (value) => typeof value === "boolean"],
    keepTexts: [0, (value) => Number.isInteger(value) && value >= 0 && value <= DAYS],
  };
  const names = Object.keys(SETTINGS);
  const isValid = (name, value) => Object.hasOwn(SETTINGS, name) && SETTINGS[name][1](value);
  const whole = (stored) =>
    Object.fromEntries(names.map((name) => [name, isValid(name, stored?.[name]) ? stored[name] : SETTINGS[name][0]]));

  /** All settings, `{where, mode, edge, learning, keepTexts}`, each with one of its values. */
  const read = async () => whole(await ext.stored(names));

  /** Changes some settings, all of them or, where one is not valid, none. */
  const change = async (wanted) => {
    for (const [name, value] of Object.entries(wanted)) {
      if (!isValid(name, value)) throw new Error(`the setting “${name}” cannot be ${JSON.stringify(value)}`);
    }
    await ext.store(wanted);
  };

  /** What a page says where a change could not be kept: the disk is full, or broken. */
  const notSaved = (problem) => ({ message: "notSaved", arguments: [String(problem?.message ?? problem)] });

  /** Calls back with all settings, and the names of those that changed, whenever one does, in whatever window. */
  const onChange = (call) =>
    ext.onStored((changes) => {
      const changed = names.filter((name) => Object.hasOwn(changes, name));
      if (changed.length) read().then((settings) => call(settings, changed), console.debug);
    });

  const isOn = (host, where, stored) => {
    if (stored[`off:${host}`] === true) return false;
    return where === "everywhere" || (where === "allowed" && stored[`on:${host}`] === true);
  };

  /** Whether pages of this host are looked at without being asked. */
  const siteIsOn = async (host) => {
    const stored = await ext.stored(["where", `off:${host}`, `on:${host}`]);
    return isOn(host, whole(stored).where, stored);
  };

  /** Switches a site on or off; what is said of one site outlives a change of `where`. */
  const switchSite = async (host, on) => {
    const [set, drop] = on ? ["on", "off"] : ["off", "on"];
    await ext.store({ [`${set}:${host}`]: true });
    await ext.unstore([`${drop}:${host}`]);
  };

  /** Takes back what was said of a site. */
  const forgetSite = (host) => ext.unstore([`off:${host}`, `on:${host}`]);

  /** Calls back with whether this host is on, whenever that may have changed. */
  const onSite = (host, call) =>
    ext.onStored((changes) => {
      if (!["where", `off:${host}`, `on:${host}`].some((key) => Object.hasOwn(changes, key))) return;
      siteIsOn(host).then(call, console.debug);
    });

  /** The hosts of which the reader has said something, `{on, off}`, in order. */
  const sites = async () => {
    const stored = await ext.stored(null);
    const hosts = (kind) =>
      Object.keys(stored).filter((key) => key.startsWith(`${kind}:`) && stored[key] === true).map((key) => key.slice(kind.length + 1)).sort();
    return { on: hosts("on"), off: hosts("off") };
  };

  return { EDGES, DAYS, isValid, read, change, notSaved, onChange, siteIsOn, switchSite, forgetSite, onSite, sites };
})();
