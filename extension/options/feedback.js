// What has the reader said of stories that pages do not repeat?
"use strict";

(() => {
  const { ext, feedback, say, make, tell } = copytaster;
  const section = document.getElementById("feedback");
  const list = section.querySelector("ul");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" });

  const row = ({ key, agency, headline, when: said }) => {
    const story = headline || agency;
    const undo = async () => {
      await feedback.undo(key);
      tell({ message: "feedbackUndone" });
    };
    const label = say({ message: "feedbackUndoLabel", arguments: [story] });
    return make(
      "li.row",
      {},
      make("div", {}, make("span", { dir: "auto" }, story), make("small.block", {}, [headline && agency, when.format(said)].filter(Boolean).join(" · "))),
      make("button", { "aria-label": label, onclick: () => void undo().catch(console.debug) }, { message: "feedbackUndo" }),
    );
  };

  const draw = async () => {
    const said = await feedback.all();
    section.hidden = said.length === 0;
    list.replaceChildren(...said.map(row));
  };
  ext.onStored((changes) => Object.keys(changes).some(feedback.isKey) && draw());
  draw();
})();
