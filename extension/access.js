// Which sites has the reader let us read? The browser asks the reader; this asks the browser.
"use strict";

globalThis.copytaster ??= {};

copytaster.access ??= (() => {
  const { ext } = copytaster;
  const EVERYWHERE = ["http://*/*", "https://*/*"];
  /** Of one host, or of all. A port is no part of what browsers grant. */
  const origins = (host) => (host ? EVERYWHERE.map((all) => all.replace("*/", `${host.replace(/:\d+$/, "")}/`)) : EVERYWHERE);

  return {
    /** Whether pages of a host, or of all, may be read. */
    has: (host) => ext.hasAccess(origins(host)),
    /** Whether this page may be read. Browsers grant a host's two schemes apart. */
    hasPage: ({ protocol, hostname }) => ext.hasAccess([`${protocol}//${hostname}/*`]),

    /** Has the browser ask the reader; has to be called right in the answer to a click. Gives what the reader said. */
    ask: (host) => ext.askForAccess(origins(host)),

    /** Gives back what is no longer wanted. */
    giveBack: (host) => ext.giveBackAccess(origins(host)).catch(() => false),
  };
})();
