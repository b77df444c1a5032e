// What became of the original? The report that a page gets, made here of two pasted texts.
"use strict";

(async () => {
  const part = (id) => document.getElementById(id);
  const messages = await (await fetch("messages.json")).json();
  const say = copytaster.words((key, values) =>
    (messages[key]?.message ?? "").replace(/\$(\d)/g, (_, place) => values[place - 1] ?? ""),
  );
  for (const element of document.querySelectorAll("[data-message]")) {
    element.textContent = say({ message: element.dataset.message });
  }

  let engine;
  const compare = async () => {
    await (engine ??= wasm_bindgen({ module_or_path: fetch("engine_bg.wasm") }));
    const { report, view } = wasm_bindgen.compareTexts(part("original").value, part("page").value);
    part("result").replaceChildren(copytaster.render(report.panel, { say }));
    part("rows").replaceChildren(...(view ? [copytaster.render(view, { say })] : []));
    part("both").hidden = !view;
    part("result").scrollIntoView({ block: "nearest" });
  };

  part("texts").addEventListener("submit", (event) => {
    event.preventDefault();
    compare().catch((problem) => part("result").replaceChildren(String(problem?.message ?? problem)));
  });
  part("texts").addEventListener("reset", () => {
    part("result").replaceChildren();
    part("both").hidden = true;
  });
  part("sample").addEventListener("click", () => {
    for (const [side, text] of Object.entries(copytaster.sample)) part(side).value = text;
  });
})();
