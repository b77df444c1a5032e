// What does a new reader see first? What it does, where it may work, and a sample that is judged here and now.
"use strict";

(() => {
  const { settings, access, make, say, sample } = copytaster;
  const part = (id) => document.getElementById(id);
  const radios = [...document.querySelectorAll("input[name=where]")];

  const draw = async () => {
    const { where } = await settings.read();
    for (const radio of radios) radio.checked = radio.value === where;
    const has = where !== "everywhere" || (await access.has());
    part("give").hidden = has;
    part("access").textContent = where === "everywhere" ? say({ message: has ? "welcomeGranted" : "welcomeNotGranted" }) : "";
  };

  const choose = async (where) => {
    // The browser asks only in the very answer to a click.
    const asked = where === "everywhere" ? access.ask() : undefined;
    const refused = await settings.change({ where }).then(() => null, settings.notSaved);
    await asked;
    if (!refused && where === "asked") await access.giveBack();
    await draw();
    if (refused) part("access").textContent = say(refused);
  };
  for (const radio of radios) radio.addEventListener("change", () => void choose(radio.value).catch(console.debug));
  part("give").addEventListener("click", () => void access.ask().then(draw, console.debug));
  settings.onChange(draw);

  const showSample = async () => {
    const [headline, ...paragraphs] = sample.page.split("\n\n");
    part("page").append(make("h3", {}, headline), ...paragraphs.map((text) => make("p", {}, text)));
    await wasm_bindgen({ module_or_path: fetch("../engine_bg.wasm") });
    const { report } = wasm_bindgen.compareTexts(sample.original, sample.page);
    part("report").replaceChildren(copytaster.render(report.panel, { say }));
  };

  draw().catch(console.debug);
  showSample().catch((problem) => part("report").replaceChildren(String(problem?.message ?? problem)));
})();
