// What does the toolbar's popup show? The page's own report, asked from the page.
"use strict";

(async () => {
  const { ext, access, packaged, settings } = copytaster;
  const say = copytaster.words(packaged.orBrowsers);
  const part = (id) => document.getElementById(id);
  const said = part("said");

  // Opened as a page of its own, it speaks of the tab that its address names: `popup.html?tab=7`.
  const named = Number(new URLSearchParams(location.search).get("tab"));
  const tab = await (named ? ext.tab(named) : ext.activeTab());
  const address = URL.parse(tab?.url ?? "");
  const isPage = /^https?:$/.test(address?.protocol ?? "");

  /** Says one or two messages in place of a report; the first by its key, or with its arguments. */
  const state = (key, help) => {
    const box = document.createElement("div");
    box.className = "state";
    const headline = document.createElement("h2");
    headline.className = "headline";
    headline.append(say(key.message ? key : { message: key }));
    box.append(headline);
    if (help) {
      const more = document.createElement("p");
      more.className = "quiet";
      more.append(say({ message: help }));
      box.append(more);
    }
    said.replaceChildren(box);
  };

  const show = async (passage) => {
    await ext.askTab(tab.id, { kind: "show", passage });
    close();
  };

  const compare = async () => {
    await ext.openTab(`extension/compare/compare.html?tab=${tab.id}`);
    close();
  };

  /** A page that has passed the gate is asked so many times, each half a second after the other. */
  const PATIENCE = 20;
  let [again, times] = [0, 0];
  let { where } = await settings.read();
  const draw = async () => {
    clearTimeout(again);
    ({ where } = await settings.read());
    const on = await settings.siteIsOn(address.host);
    part("switch").checked = on;
    part("no-access").hidden = !on || (await access.hasPage(address));
    // Nobody answers where the gate has found no article yet, nor where extensions may not be.
    const unanswered = async () => {
      if (!reached) return { state: "unreadable" };
      const gate = await ext.gate(tab.id);
      if (!["looking", "passed"].includes(gate)) return { state: "idle" };
      // What has passed is being read, and answers soon; or it never does, where we were kept from reading it just then.
      if (gate === "passed" && ++times > PATIENCE) return { state: "failed" };
      clearTimeout(again);
      again = setTimeout(draw, 500);
      return { state: "checking" };
    };
    const answer = await ext.askTab(tab.id, { kind: "state" }).catch(unanswered);
    part("check").hidden = !["idle", "failed", "done"].includes(answer.state);
    part("check").textContent = say({ message: answer.state === "done" ? "checkAgain" : "checkNow" });
    part("site").hidden = answer.state === "unreadable";
    if (answer.state === "done") said.replaceChildren(copytaster.render(answer.report.panel, { say, show, compare }));
    else if (answer.state === "checking") state("popupChecking");
    else if (answer.state === "failed") state("popupFailed", answer.isOfDisk ? "popupFailedDisk" : "popupFailedHelp");
    else if (answer.state === "unreadable") state("popupUnreadable", "popupUnreadableHelp");
    else state(on ? "popupIdle" : "popupOff");
  };

  /** Has the page checked; it says when it has been, by its badge. */
  const check = async () => {
    state("popupChecking");
    part("check").hidden = true;
    times = 0;
    await ext.check(tab.id).catch(draw);
  };

  document.documentElement.lang = say({ message: "language" });
  document.documentElement.dir = say({ message: "direction" });
  if (!isPage) return state("popupUnreadable", "popupUnreadableHelp");

  part("site").querySelector("span").append(say({ message: "siteOn", arguments: [address.host] }));
  part("check").addEventListener("click", check);
  part("no-access").querySelector("span").append(say({ message: "accessMissing" }));
  part("give").append(say({ message: "accessGive" }));
  part("give").addEventListener("click", () => void access.ask(where === "everywhere" ? "" : address.host).then(draw, console.debug));
  part("switch").addEventListener("change", async ({ target }) => {
    // The browser asks only in the very answer to a click.
    const asked = target.checked && where !== "asked" ? access.ask(address.host) : undefined;
    const refused = await settings.switchSite(address.host, target.checked).then(() => null, settings.notSaved);
    await asked;
    if (refused) await draw().then(() => state(refused));
    else if (target.checked) await check();
    else await draw();
  });
  // The page tells the background whenever its badge changes; so its report has changed.
  ext.listen({ badge: draw });
  // One that was open before the extension came gets its script first.
  const reached = await ext.reach(tab.id);
  // Where we may not read it, the page of a list is told by a click here.
  const isList = address.pathname.endsWith("/copytaster-list.txt");
  if (reached && isList && !(await access.hasPage(address))) await ext.run(tab.id, [0], ["extension/list-page.js"]).catch(console.debug);
  await draw();
})();
