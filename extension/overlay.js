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

  const { create, all, own } = copytaster.dom;
  let guarded = null;

  /** Takes away the overlay, and one that an older version of the extension left behind. */
  const remove = () => {
    guarded?.disconnect();
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
   * Draws chip and panel.
   * @param {any} report
   * @param {{say: (message: any) => string, show: (passage: number) => void, closed: () => void, dismiss: () => void,
   *   notHere: () => void, styles: string}} page
   */
  const draw = (report, { say, show, closed, dismiss, notHere, styles }) => {
    remove();
    const text = (message) => say({ message });
    const host = create(TAG, "", { style: HOST_STYLE });
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];

    const frame = create("div", "copytaster frame", { lang: text("language"), dir: text("direction") });
    const chip = create("div", "chip", { role: "region", "aria-label": text("name") });
    const panel = create("div", "panel", { role: "dialog", "aria-label": text("name"), tabindex: "-1" });
    const open = (wanted) => {
      chip.hidden = wanted;
      panel.hidden = !wanted;
      if (wanted) panel.focus({ preventScroll: true });
      else {
        opener.focus({ preventScroll: true });
        closed();
      }
    };

    const opener = button("chip-open", copytaster.render(report.chip, { say }), "", () => open(true));
    opener.setAttribute("aria-haspopup", "dialog");
    chip.append(opener, button("icon", "", text("close"), () => { dismiss(); remove(); }));

    const top = create("div", "bar-top");
    const brand = create("span", "brand");
    brand.append(text("name"));
    top.append(brand, button("icon", "", text("close"), () => open(false)));
    const scroll = create("div", "scroll");
    scroll.append(copytaster.render(report.panel, { say, show }));
    const bottom = create("div", "bar-bottom");
    bottom.append(button("text-button", text("notHere"), "", notHere));
    panel.append(top, scroll, bottom);
    panel.hidden = true;

    frame.append(chip, panel);
    shadow.append(frame);
    // Keys that are pressed here are meant for us: the page's own shortcuts stay out.
    for (const type of ["keydown", "keypress", "keyup"]) {
      shadow.addEventListener(type, (event) => {
        event.stopPropagation();
        if (type === "keydown" && event.isTrusted && event.key === "Escape" && !panel.hidden) open(false);
      });
    }
    attach(host);
    guard(host);
  };

  return { draw, remove };
})();
