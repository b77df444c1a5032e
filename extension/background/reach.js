// In which pages do we run of ourselves? In those that the browser lets us read: the reader decides which, now or later.
//
// So the scripts are registered here and not in the manifest, by which Chromium would let them into every page at once.
"use strict";

(() => {
  const { ext, access, settings } = copytaster;
  const SCRIPTS = [
    { id: "gate", matches: ["http://*/*", "https://*/*"], js: [ext.GATE], runAt: "document_idle" },
    {
      id: "list",
      matches: ["http://*/*copytaster-list.txt", "https://*/*copytaster-list.txt"],
      js: ["extension/list-page.js"],
      runAt: "document_idle",
    },
  ];

  // Browsers keep them until the extension is updated.
  ext.register(SCRIPTS).catch((problem) => console.warn("Copytaster runs in no page of itself:", problem));
  // Pages that are open already need not be loaded anew, neither when they may be read nor when they may not any more.
  ext.onAccess(() => ext.reachAll().catch(console.debug));
  ext.onAccessLost(() => ext.tellTabs({ kind: "access-lost" }).catch(console.debug));
  ext.listen({
    /** Whether a page that was read may be looked at again unasked: both the browser and the reader's settings have a say. */
    "may-look": async (_, { url }) => (await settings.siteIsOn(new URL(url).host)) && access.hasPage(new URL(url)),
  });
})();
