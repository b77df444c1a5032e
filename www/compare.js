// What became of the original? The report that a page gets, made here of two pasted texts.
"use strict";

(async () => {
  /** Our own, so that nobody has to look for a pair. */
  const SAMPLE = {
    original: `Harbour city votes to move its ferry port by 2031

PORT ELLERY (Reuters) - The council of Port Ellery voted 14 to 9 on Tuesday to move the city's ferry port out of the old harbour by 2031, ending six years of argument over noise and exhaust in its centre.

"We are not driving the ferries out, we are giving them room," Mayor Ines Halvorsen told reporters after the vote. "The old basin was built for ships half as long."

The move will cost an estimated 310 million crowns, of which the state has promised to pay two fifths. Opponents said the figure did not include the road that the new port needs.

Ferry companies carried 2.4 million passengers through the harbour last year, 7 percent more than the year before, according to the port authority.

(Reporting by A. Lindqvist; Editing by P. Moreau)`,
    page: `Port Ellery will get a new ferry port in 2031

The city council of Port Ellery decided to move the ferry port out of the old harbour by 2031. This ends years of argument over noise and exhaust in the centre.

"We are not driving the ferries away, we are giving them space," said Mayor Ines Halvorsen after the vote on 14 May.

The move will cost 350 million crowns, of which the state will pay two fifths. Opponents said the figure did not include the road that the new port needs.

Ferry companies carried 2,400,000 passengers through the harbour last year, 7% more than the year before, the port authority said.`,
  };

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
    const report = wasm_bindgen.compareTexts(part("original").value, part("page").value);
    part("result").replaceChildren(copytaster.render(report.panel, { say }));
    part("result").scrollIntoView({ block: "nearest" });
  };

  part("texts").addEventListener("submit", (event) => {
    event.preventDefault();
    compare().catch((problem) => part("result").replaceChildren(String(problem?.message ?? problem)));
  });
  part("texts").addEventListener("reset", () => part("result").replaceChildren());
  part("sample").addEventListener("click", () => {
    for (const [side, text] of Object.entries(SAMPLE)) part(side).value = text;
  });
})();
