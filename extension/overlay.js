// How does the report stand on the page? In one closed shadow root, which one call takes away again.
"use strict";

globalThis.copytaster ??= {};

copytaster.overlay = (() => {
  const TAG = "copytaster-overlay";
  /** Style attributes beat every style sheet of the page, even its `!important` ones in layers. */
  const HOST_STYLE =
    "all:initial!important;display:block!important;position:fixed!important;inset:auto 0 0 auto!important;" +
    "width:0!important;height:0!important;z-index:2147483647!important;direction:ltr!important";

  /** A page that takes the overlay away, or hides it, finds it there again so many times; then the toolbar must do. */
  const REPAIRS = 5;

  /** So many milliseconds nothing is seen of what nobody has said to stay. */
  const LEASE = 4000;

  const { create, all, own } = copytaster.dom;
  let guarded = null;
  /** What hides the overlay when nothing renews it: the document would hold it, and the overlay with it, to its end. */
  let lapse = null;
  let renewal = 0;
  let life = null;
  /** The panel that is drawn: `{open, close, step, isOpen}`. */
  let present = null;

  /** Takes away the overlay, and one that an older version of the extension left behind. */
  const remove = () => {
    guarded?.disconnect();
    guarded = null;
    clearInterval(renewal);
    life?.abort();
    lapse?.cancel();
    lapse = null;
    present = null;
    for (const host of all(TAG)) host.remove();
  };

  const button = (className, text, label, click) => {
    const made = create("button", className, { type: "button", ...(label && { "aria-label": label }) });
    made.append(text);
    made.addEventListener("click", (event) => event.isTrusted && click());
    return made;
  };

  /** Puts the host into the page, before everything else that the page may have on top. */
  const attach = (host) => {
    own("documentElement").append(host);
    if (!host.showPopover) return;
    host.popover = "manual";
    host.showPopover();
  };

  const guard = (host) => {
    let repairs = 0;
    guarded = new MutationObserver((_, observer) => {
      // What an older version left belongs to the newer one, which takes it away.
      if (!copytaster.ext.alive()) return observer.disconnect();
      const isInPlace = host.parentNode === own("documentElement");
      if (isInPlace && host.getAttribute("style") === HOST_STYLE && !host.inert) return;
      repairs += 1;
      if (repairs > REPAIRS) return observer.disconnect();
      host.setAttribute("style", HOST_STYLE);
      host.inert = false;
      if (!isInPlace) attach(host);
    });
    guarded.observe(own("documentElement"), { childList: true });
    guarded.observe(host, { attributeFilter: ["style", "inert"] });
  };

  /**
   * Sees to it that nothing stays when the extension is switched off. Firefox ends our scripts in the very moment, so what
   * they have drawn hides itself when they fall silent.
   */
  const letStay = (host, frame, gone) => {
    const renew = () => {
      if (copytaster.ext.alive()) return void (lapse && (lapse.currentTime = 0));
      // A newer version may have drawn its own meanwhile.
      clearInterval(renewal);
      life.abort();
      host.remove();
      gone();
    };
    lapse = frame.animate({ visibility: ["hidden", "hidden"] }, { delay: LEASE, duration: 1, fill: "forwards" });
    renewal = setInterval(renew, LEASE / 2);
    life = new AbortController();
    addEventListener("pageshow", renew, { signal: life.signal });
    document.addEventListener("visibilitychange", renew, { signal: life.signal });
  };

  /**
   * Draws chip and panel.
   * @param {any} report
   * @param {{say: (message: any) => string, show: (passage: number) => void, compare: () => void,
   *   closed: () => void, dismiss: () => void,
   *   notHere: () => void, notSame?: () => void, moved: (edge: string) => void, edge: string, hasNote: boolean,
   *   announce: boolean, styles: string}} page
   */
  const draw = (report, { say, show, compare, closed, dismiss, notHere, notSame, moved, edge, hasNote, announce, styles }) => {
    remove();
    const text = (message) => say({ message });
    const host = create(TAG, "", { style: HOST_STYLE });
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];

    const frame = create("div", "copytaster frame", { lang: text("language"), dir: text("direction"), "data-edge": edge });
    const chip = create("div", "chip", { role: "region", "aria-label": text("name") });
    const panel = create("div", "panel", { role: "dialog", "aria-label": text("name"), tabindex: "-1" });
    chip.hidden = !hasNote;
    panel.hidden = true;
    const close = () => {
      closed();
      if (!hasNote) return remove();
      panel.hidden = true;
      chip.hidden = false;
      opener.focus({ preventScroll: true });
    };
    const open = () => {
      chip.hidden = true;
      panel.hidden = false;
      panel.focus({ preventScroll: true });
    };

    const opener = button("chip-open", report.chip ? copytaster.render(report.chip, { say }) : "", "", open);
    opener.setAttribute("aria-haspopup", "dialog");
    chip.append(opener, button("icon", "", text("close"), () => { dismiss(); remove(); }));
    copytaster.draggable(chip, { rtl: text("direction") === "rtl", chosen: moved });

    const scroll = create("div", "scroll", { tabindex: "0", role: "group", "aria-label": text("report") });
    scroll.append(copytaster.render(report.panel, { say, show, compare }));
    const step = copytaster.steps(scroll, show);
    const top = create("div", "bar-top");
    const brand = create("span", "brand");
    brand.append(text("name"));
    const tools = create("div", "tools");
    if (scroll.querySelector(".edit + .edit")) {
      tools.append(button("icon previous", "", text("previousEdit"), () => step(-1)), button("icon next", "", text("nextEdit"), () => step(1)));
    }
    tools.append(button("icon", "", text("close"), close));
    top.append(brand, tools);
    const bottom = create("div", "bar-bottom");
    const never = button("text-button", text("notHere"), "", notHere);
    never.title = say({ message: "notHereHint", arguments: [location.host] });
    bottom.append(never);
    if (notSame) bottom.append(button("text-button", text("notSame"), "", notSame));
    panel.append(top, scroll, bottom);

    const said = create("p", "said", { role: "status" });
    frame.append(chip, panel, said);
    shadow.append(frame);
    // Told once, and after it is there: what comes together with its element is not told.
    if (announce) setTimeout(() => said.append(opener.textContent), 100);
    // Keys that are pressed here are meant for us: the page's own shortcuts stay out.
    const keys = { Escape: close, n: () => step(1), p: () => step(-1) };
    for (const type of ["keydown", "keypress", "keyup"]) {
      shadow.addEventListener(type, (event) => {
        event.stopPropagation();
        const plain = type === "keydown" && event.isTrusted && !event.ctrlKey && !event.altKey && !event.metaKey;
        if (plain && !panel.hidden && Object.hasOwn(keys, event.key)) keys[event.key]();
      });
    }
    attach(host);
    guard(host);
    letStay(host, frame, closed);
    present = { open, close, step, isOpen: () => !panel.hidden };
  };

  return {
    draw,
    remove,
    open: () => present?.open(),
    close: () => present?.close(),
    step: (by) => present?.step(by) ?? false,
    isOpen: () => present?.isOpen() ?? false,
    isThere: () => present !== null,
  };
})();
