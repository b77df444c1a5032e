// Would a page's Content-Security-Policy refuse our wasm?
//
// In Chromium a content script is under the page's policy, and trying is no way to find out: a refusal is reported to
// the page, and by the browser to the address that the policy names. So the policies are read from the response, and
// where they are not known (this worker was stopped meanwhile) the page counts as one that refuses.
"use strict";

globalThis.copytaster ??= {};

copytaster.policy = (() => {
  /** As many pages are remembered; the eldest goes. */
  const MOST = 200;
  const known = new Map();
  const key = (tabId, url) => `${tabId} ${url.split("#")[0]}`;

  /** Whether one header or `<meta>`, which may hold several policies, refuses wasm. A report is as bad as a refusal. */
  const refuses = (policies) =>
    policies.split(",").some((policy) => {
      const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
      const find = (name) => directives.find(([first]) => first === name);
      const sources = find("script-src") ?? find("default-src");
      return sources !== undefined && !sources.includes("'unsafe-eval'") && !sources.includes("'wasm-unsafe-eval'");
    });

  // Only Chromium lets us see responses, and only there it matters.
  const matters = copytaster.ext.onPage((tabId, url, headers) => {
    if (known.size >= MOST) known.delete(known.keys().next().value);
    const policies = headers.filter(({ name }) => /^content-security-policy(-report-only)?$/i.test(name));
    known.set(key(tabId, url), policies.some(({ value }) => refuses(value ?? "")));
  });

  return {
    /** Whether the page of this tab refuses wasm by its headers or by the contents of its `<meta>`. */
    refusesWasm: (tabId, url, metas) => matters && ((known.get(key(tabId, url)) ?? true) || metas.some(refuses)),
  };
})();
