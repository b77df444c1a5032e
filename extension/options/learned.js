// What was learned while reading, and how is it forgotten?
"use strict";

(() => {
  const { ext, say, make, tell } = copytaster;
  const part = (id) => document.getElementById(id);
  const [list, search, more, clear] = ["learned", "learned-search", "learned-more", "learned-clear"].map(part);

  /** How many of the found ones are shown, and the last question: an older answer that comes late is not drawn. */
  let shown = 0;
  let asked = 0;

  const day = (when) => (Array.isArray(when) ? say({ message: "day", arguments: [{ day: when }] }) : "");
  const row = (story) => {
    const headline = story.headline || story.url || story.id;
    const isLink = typeof story.url === "string" && story.url.startsWith("https://");
    const title = isLink ? make("a", { href: story.url, target: "_blank", rel: "noopener noreferrer" }, headline) : headline;
    const about = [story.agency, day(story.day), story.seenOn && say({ message: "learnedSeenOn", arguments: [story.seenOn] })];
    const label = say({ message: "learnedForgetLabel", arguments: [headline] });
    const forget = async () => {
      await ext.ask({ kind: "learned-delete", ids: [story.id] });
      tell({ message: "learnedForgotten", arguments: [headline] });
      await draw();
      search.focus();
    };
    return make(
      "li.row",
      {},
      make("div", {}, make("span", { dir: "auto" }, title), make("small.block", {}, about.filter(Boolean).join(" · "))),
      make("button", { "aria-label": label, onclick: () => void forget().catch(console.debug) }, { message: "learnedForget" }),
    );
  };

  const draw = async (from = 0) => {
    const mine = ++asked;
    const answer = await ext.ask({ kind: "learned-list", search: search.value.trim(), from });
    if (mine !== asked) return;
    const { total = 0, stories = [] } = answer ?? {};
    if (from === 0) list.replaceChildren();
    list.append(...stories.map(row));
    shown = from + stories.length;
    part("learned-count").textContent = say({ message: "learnedCount", count: total, arguments: [{ number: total }] });
    more.hidden = shown >= total || stories.length === 0;
    clear.hidden = total === 0;
  };
  const drawSafely = (from) => void draw(from).catch(console.debug);

  let typing;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(drawSafely, 200, 0);
  });
  part("search-learned").addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => drawSafely(shown));
  clear.addEventListener("click", async () => {
    if (!confirm(say({ message: "learnedClearSure" }))) return;
    await ext.ask({ kind: "learned-clear" });
    tell({ message: "learnedCleared" });
    drawSafely(0);
  });
  drawSafely(0);
})();
