// What does the browser give an extension? The one file that names its API, but for the gate, which stands alone.
"use strict";

globalThis.copytaster ??= {};

copytaster.ext ??= {
  /** Whether the extension is still there: after an update, scripts of the old version live on in open pages. */
  alive: () => chrome.runtime?.id !== undefined,

  /** The address of one of the extension's own files. */
  url: (path) => chrome.runtime.getURL(path),

  version: () => chrome.runtime.getManifest().version,

  /** The name of the extension, and the language that the browser speaks. */
  name: () => chrome.runtime.getManifest().name,
  language: () => chrome.i18n.getUILanguage(),

  /** A text in the reader's language with its arguments, or "". */
  text: (key, values = []) => chrome.i18n.getMessage(key, values),

  /** Sends a message to the background and gives its answer; an answer that tells of a problem is thrown. */
  async ask(message) {
    const answer = await chrome.runtime.sendMessage(message);
    if (answer?.kind === "failed") throw Object.assign(new Error(answer.problem), { isOfDisk: answer.isOfDisk });
    return answer;
  },

  /** Whether the browser's storage has failed: nearly always the disk is full, whatever it calls that. */
  isOfDisk: (problem) => problem instanceof DOMException || problem?.isOfDisk === true,

  /** Sends a message to the page of a tab. */
  askTab: (tab, message) => chrome.tabs.sendMessage(tab, message, { frameId: 0 }),

  /** Tells all pages but one; where nobody listens, nobody is told. */
  async tellTabs(message, but) {
    const others = (await chrome.tabs.query({ discarded: false })).filter(({ id }) => id !== but);
    await Promise.all(others.map(({ id }) => chrome.tabs.sendMessage(id, message, { frameId: 0 }).catch(() => {})));
  },

  /** Answers our own pages alone: a script in a page is nobody who could ask for this or agree to it. */
  toOurs: (answer) => (message, sender) => {
    if (!sender.url?.startsWith(copytaster.ext.url(""))) throw new Error("only the extension's own pages may ask this");
    return answer(message);
  },

  /** Whether a developer has loaded the extension from a folder. */
  isDevelopment: async () => (await chrome.management.getSelf()).installType === "development",

  /**
   * Answers messages by their kind; what nobody answers is left to others.
   * @param {Record<string, (message: any, sender: chrome.runtime.MessageSender) => any>} answers
   */
  listen(answers) {
    chrome.runtime.onMessage.addListener((message, sender, respond) => {
      const answer = Object.hasOwn(answers, message?.kind) ? answers[message.kind] : undefined;
      if (!answer) return false;
      Promise.resolve()
        .then(() => answer(message, sender))
        .then(respond, (problem) => respond({ kind: "failed", problem: String(problem?.message ?? problem), isOfDisk: this.isOfDisk(problem) }));
      return true;
    });
  },

  /** What is kept in memory until the browser ends; the background's alone. */
  session: chrome.storage.session,
  /** What is stored in this browser under these keys, or under all. */
  stored: (keys) => chrome.storage.local.get(keys),
  store: (values) => chrome.storage.local.set(values),
  /** Stores what must hold on a full disk too: there it is kept in memory, until the browser ends. */
  async keep(values) {
    try {
      await chrome.storage.local.set(values);
    } catch {
      return chrome.storage.session.set(values);
    }
    await chrome.storage.session.remove(Object.keys(values));
  },
  /** What is kept so under a key. */
  kept: async (key) => ({ ...(await chrome.storage.local.get(key)), ...(await chrome.storage.session.get(key)) })[key],
  unstore: (keys) => chrome.storage.local.remove(keys),

  /** Calls back with `{key: {oldValue, newValue}}` when something stored changes, or kept in memory, in whatever window. */
  onStored: (call) => chrome.storage.onChanged.addListener((changes) => call(changes)),

  /** Everything that is stored but for databases: settings, and what the session keeps in memory. */
  forgetAll: () => Promise.all([chrome.storage.local.clear(), chrome.storage.session?.clear()]),

  /** Ends the extension, this page included, and starts it again. */
  startAnew: () => chrome.runtime.reload(),

  /** Whether the browser lets us read these origins; the reader can be asked for it, and can be given it back. */
  hasAccess: (origins) => chrome.permissions.contains({ origins }),
  askForAccess: (origins) => chrome.permissions.request({ origins }),
  giveBackAccess: (origins) => chrome.permissions.remove({ origins }),

  /** Runs files of ours, named from our root, in a page, in a world of their own. */
  async run(tabId, frameIds, files) {
    // Firefox takes a name without a slash as one beside the page that asks, and tells of what went wrong in the answer.
    const rooted = files.map((name) => `/${name}`);
    const answers = await chrome.scripting.executeScript({ target: { tabId, frameIds }, files: rooted, injectImmediately: true });
    const wrong = answers.find(({ error }) => error)?.error;
    if (wrong) throw new Error(wrong.message ?? wrong);
  },

  /** The script that looks at every page. */
  GATE: "extension/content.js",

  /** Sees to it that scripts `{id, matches, js, runAt}` run in all pages that we may read, from their next loading on. */
  async register(scripts) {
    const known = new Set((await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id));
    const missing = scripts.filter(({ id }) => !known.has(id));
    if (missing.length > 0) await chrome.scripting.registerContentScripts(missing);
  },

  /** Calls back when the reader lets us read further pages. */
  onAccess: (call) => chrome.permissions.onAdded.addListener(({ origins }) => { if (origins?.length) call(); }),

  /** Calls back when pages may not be read any more. */
  onAccessLost: (call) => chrome.permissions.onRemoved.addListener(({ origins }) => { if (origins?.length) call(); }),

  /** Runs files of ours in every page that was open before we came, or before we were let. */
  async reachAll() {
    const tabs = await chrome.tabs.query({ url: ["http://*/*", "https://*/*"], discarded: false });
    const again = () => void (globalThis.copytaster?.gate === "off" && globalThis.copytaster.check(false).catch(console.debug));
    // A page that may not be scripted (a store's own) refuses; it stays as it is.
    // At once: who waits for a page that is still loading waits for ever, should it never be whole.
    const anew = (tabId) => chrome.scripting.executeScript({ target: { tabId }, injectImmediately: true, func: again });
    const reach = async ({ id }) => (await this.reach(id)) && anew(id);
    await Promise.allSettled(tabs.map(reach));
  },

  /**
   * Sees to it that a page that was open before we came has the content script; the script stays alone by itself.
   * @returns whether the page lets us
   */
  reach: (tabId) =>
    copytaster.ext.run(tabId, [0], [copytaster.ext.GATE]).then(() => true, () => false),

  /** What the gate of a tab says: "looking", "closed", "off" or "passed"; nothing where there is none. */
  gate: (tabId) =>
    chrome.scripting.executeScript({ target: { tabId }, func: () => globalThis.copytaster?.gate })
      .then(([{ result }]) => result, () => undefined),

  /** Has the content script of a tab check its page, whatever the gate said. */
  check: (tabId) =>
    chrome.scripting.executeScript({ target: { tabId }, func: () => void globalThis.copytaster.check(true).catch(console.debug) }),

  /** Shows `{text, tone, title}` on the button of a tab, or nothing. */
  async badge(tabId, badge) {
    const color = badge?.tone === "notice" ? "#8a3b12" : "#5c6670";
    await chrome.action.setBadgeText({ tabId, text: badge?.text ?? "" });
    await chrome.action.setBadgeBackgroundColor({ tabId, color });
    await chrome.action.setBadgeTextColor({ tabId, color: "#ffffff" });
    await chrome.action.setTitle({ tabId, title: badge?.title ?? this.name() });
  },

  /** Calls back with the tab, the address and the headers of every page that we may read; says whether this browser lets us. */
  onPage(call) {
    const whatFor = { urls: ["http://*/*", "https://*/*"], types: ["main_frame"] };
    const respond = ({ tabId, url, responseHeaders }) => call(tabId, url, responseHeaders ?? []);
    const responses = chrome.webRequest?.onResponseStarted;
    responses?.addListener(respond, whatFor, ["responseHeaders"]);
    // Chromium refuses it of one who may read no page, and does not think of it again when one may.
    this.onAccess(() => {
      responses?.removeListener(respond);
      responses?.addListener(respond, whatFor, ["responseHeaders"]);
    });
    return responses !== undefined;
  },

  /** Calls back with the tab that the reader looks at when a key of the manifest's `commands` is pressed. */
  onCommand(calls) {
    chrome.commands?.onCommand.addListener((name, tab) => { if (tab && Object.hasOwn(calls, name)) calls[name](tab); });
  },

  /** Gives pages a menu entry, or with null takes it away. Phones have no such menus. */
  async menu(id, title) {
    if (!chrome.contextMenus) return;
    await chrome.contextMenus.removeAll();
    if (title) chrome.contextMenus.create({ id, title, contexts: ["page"], documentUrlPatterns: ["http://*/*", "https://*/*"] });
  },
  onMenu(id, call) {
    chrome.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => { if (menuItemId === id && tab) call(tab); });
  },

  /** Has the browser wake us at a time, in milliseconds since 1970, by a name that is known of one alarm. */
  arm: (name, when) => chrome.alarms.create(name, { when }),
  disarm: (name) => chrome.alarms.clear(name),
  isArmed: async (name) => (await chrome.alarms.get(name)) !== undefined,
  onAlarm: (name, call) => chrome.alarms.onAlarm.addListener((alarm) => { if (alarm.name === name) call(); }),

  /** Calls back with why: `install`, `update`, or `browser_update`. */
  onInstalled: (call) => chrome.runtime.onInstalled.addListener(({ reason }) => call(reason)),

  tab: (id) => chrome.tabs.get(id),

  /** Opens a page of ours in a tab of its own. */
  openTab: (path) => chrome.tabs.create({ url: chrome.runtime.getURL(path) }),

  /** The tab that the reader looks at. */
  activeTab: async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0],
};
