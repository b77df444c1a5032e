// Which stories are known? The packs of every source, and how old they are.
"use strict";

(() => {
  const { ext, say, make } = copytaster;
  const table = document.getElementById("packs");

  const number = (value) => say({ message: "number", arguments: [{ number: value }] });
  const day = (day) => say({ message: "day", arguments: [{ day }] });
  const age = (day) => {
    const days = Math.max(0, Math.floor((Date.now() - Date.UTC(day[0], day[1] - 1, day[2])) / 86_400_000));
    return say({ message: "packsAge", count: days, arguments: [{ number: days }] });
  };
  const days = ({ first, last }) => {
    if (!first || !last) return ["–"];
    const span = String(first) === String(last) ? day(last) : say({ message: "packsFromTo", arguments: [day(first), day(last)] });
    return [span, " ", make("small", {}, age(last))];
  };

  const row = (source, pack) => {
    if (pack.stories === undefined) {
      return make("tr", {}, make("td", { colspan: 3 }, { message: "packsBroken", arguments: [pack.name] }), make("td", {}, source));
    }
    const agency = make("th", { scope: "row" }, pack.agency, " ", make("small", {}, pack.hosts.join(", ")));
    return make("tr", {}, agency, make("td", {}, number(pack.stories)), make("td", {}, ...days(pack)), make("td", {}, source));
  };

  const draw = async () => {
    const { sources } = await ext.ask({ kind: "installed" });
    const rows = sources.flatMap(({ source, packs }) => packs.map((pack) => row(copytaster.sourceOf(source, sources, say).name, pack)));
    table.tBodies[0].replaceChildren(...rows);
    table.hidden = rows.length === 0;
    document.getElementById("no-packs").hidden = rows.length > 0;
  };

  const used = async () => {
    const { usage = 0 } = await navigator.storage.estimate();
    document.getElementById("used").textContent = say({ message: "dataUsed", arguments: [{ number: Math.round(usage / 1e5) / 10 }] });
  };

  copytaster.drawPacks = () => Promise.all([draw(), used()]).catch(console.debug);
  copytaster.drawPacks();
})();
