// What does the reader ask for by a key, or in a page's menu?
"use strict";

(() => {
  const { ext, access, settings } = copytaster;
  const MENU = "check-page";

  /** The browser lets us read the page that the reader asks about, whatever it lets us read else. */
  const check = async (tab) => {
    if (await ext.reach(tab.id)) await ext.check(tab.id);
  };
  /** Where nobody answers the page was not looked at yet. */
  const tell = (message) => (tab) => ext.askTab(tab.id, message).catch(() => check(tab));

  ext.onCommand({
    "toggle-panel": tell({ kind: "toggle" }),
    "next-edit": tell({ kind: "step", by: 1 }),
    "previous-edit": tell({ kind: "step", by: -1 }),
  });

  const decide = async () => {
    const isUnasked = (await settings.read()).where === "everywhere" && (await access.has());
    await ext.menu(MENU, isUnasked ? null : ext.text("menuCheck") || ext.name());
  };
  let last = Promise.resolve();
  /** The menu has its entry where pages are not looked at unasked. One decision after the other: the newest stays. */
  const offer = () => (last = last.then(decide).catch(console.debug));
  ext.onMenu(MENU, check);
  ext.onInstalled(offer);
  ext.onAccess(offer);
  ext.onAccessLost(offer);
  settings.onChange((_, changed) => changed.includes("where") && offer());
})();
