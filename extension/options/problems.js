// How is the reader told what went wrong?
"use strict";

(() => {
  const { problems, say, make } = copytaster;
  const section = document.getElementById("problems");
  const list = section.querySelector("ul");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  const row = (problem) => {
    const what = say(problem.what);
    const dismiss = { "aria-label": say({ message: "problemDismissLabel", arguments: [what] }), onclick: () => problems.dismiss(problem.when) };
    return make(
      "li.row",
      {},
      make("div", {}, make("strong", {}, what), make("p", {}, say(problem.cure)), make("small", {}, when.format(problem.when))),
      make("button", dismiss, { message: "problemDismiss" }),
    );
  };
  const draw = (told) => {
    section.hidden = told.length === 0;
    list.replaceChildren(...told.map(row));
  };

  problems.onChange(draw);
  problems.list().then(draw, console.debug);
})();
