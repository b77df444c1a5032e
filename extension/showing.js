// What of a report shows itself, as the reader has chosen: the note on the page, the sign on the button, or neither?
"use strict";

globalThis.copytaster ??= {};

copytaster.showing = (() => {
  const { ext, settings, original, overlay, ranges } = copytaster;
  const say = copytaster.words(ext.text);
  let report = null;
  let nodes = [];
  /** Whether the reader has closed the note on this page. */
  let dismissed = false;
  /** Whether screen readers have been told of it. */
  let announced = false;
  let turn = 0;

  /** The background is told in any case: by this message an open popup hears that there is another report. */
  const badge = async () => {
    const { mode } = await settings.read();
    const shown = mode === "off" ? undefined : report?.badge;
    return ext.ask({ kind: "badge", badge: shown ? { ...shown, title: say(shown.title) } : null });
  };

  const show = (passage) => ranges.show(report?.passages[passage] ?? [], nodes);

  const notSame = async (asked) => {
    const { id, headline, agency } = asked.story;
    await ext.ask({ kind: "not-same", story: { id, headline, agency } });
    await copytaster.page.check();
  };

  /** Draws the note, and with `open` the panel, where there is anything to draw. */
  const draw = async (open) => {
    const mine = ++turn;
    const { mode, edge } = await settings.read();
    const hasNote = report?.chip && mode === "chip" && !dismissed;
    if (!hasNote && !open) return overlay.remove();
    const styles = await ext.ask({ kind: "styles" });
    if (mine !== turn || !report) return;
    const drawn = report;
    overlay.draw(report, {
      say, show, edge, hasNote, styles: styles.text,
      announce: !announced && hasNote,
      closed: ranges.clear,
      compare: () => original.compare().catch(console.debug),
      dismiss: () => { dismissed = true; },
      notHere: () => settings.switchSite(location.host, false),
      notSame: drawn.story?.id && drawn.chip ? () => notSame(drawn).catch(console.debug) : undefined,
      moved: (edge) => settings.change({ edge }),
    });
    announced ||= hasNote;
    if (open) overlay.open();
  };

  settings.onChange((_, changed) => {
    if (!report || !ext.alive()) return;
    if (changed.includes("mode") || (changed.includes("edge") && overlay.isThere())) draw(overlay.isOpen()).catch(console.debug);
    if (changed.includes("mode")) badge().catch(console.debug);
  });

  return {
    badge,
    show,
    /** Shows another report, and where its passages are; what stays the same is not drawn anew. */
    async update(found, read) {
      const same = JSON.stringify(found) === JSON.stringify(report);
      // Of a page of which nothing is shown, no place is kept.
      const places = found?.passages?.length ? read.map((block) => block.map(([node, offset]) => [node, offset])) : [];
      [report, nodes] = [found, places];
      await Promise.all([badge(), !same && draw(overlay.isOpen())]);
    },
    /** Takes everything away. */
    async clear() {
      turn += 1;
      const had = report;
      [report, nodes, dismissed, announced] = [null, [], false, false];
      ranges.clear();
      overlay.remove();
      if (had && ext.alive()) await badge();
    },
    /** Opens the panel, or closes it. */
    toggle: () => (overlay.isOpen() ? overlay.close() : report && draw(true)),
    /** Goes to the next edit or the one before; opens the panel for it. */
    async step(by) {
      if (!report) return;
      if (!overlay.isOpen()) await draw(true);
      overlay.step(by);
    },
  };
})();
