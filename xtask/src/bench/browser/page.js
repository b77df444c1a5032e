// Before the page script: its steps are timed, and the moment at which the verdict stands.
{
  const { mark, timed, tell, times } = copytasterTimes;
  let from = copytasterTimes.begun;
  mark("scripts are there");

  copytaster.reader.read = timed("read", copytaster.reader.read);
  copytaster.reader.isVeiled = timed("look", copytaster.reader.isVeiled);
  copytaster.overlay.draw = timed("draw", copytaster.overlay.draw);
  const { PageCheck } = wasm_bindgen;
  for (const step of ["stands", "terms", "judge"]) PageCheck.prototype[step] = timed(step, PageCheck.prototype[step]);
  wasm_bindgen.PageCheck = timed("take in", PageCheck);
  wasm_bindgen = new Proxy(wasm_bindgen, {
    apply(start, self, values) {
      mark("engine is there");
      const started = timed("compile", start).apply(self, values);
      started.then(() => mark("engine is compiled"));
      return started;
    },
  });

  copytaster.ext.ask = ((ask) => async (message) => {
    if (message.kind === "badge" && message.badge !== undefined && copytasterTimes.checking) {
      copytasterTimes.checking = false;
      mark("verdict");
      times.verdict = performance.now() - from;
      tell();
    }
    const answer = await ask(message);
    if (message.kind === "look-up") mark("stories are there");
    return answer;
  })(copytaster.ext.ask);
  copytasterTimes.checking = true;

  // The bench asks for another check of the page in which the engine already is.
  document.documentElement.addEventListener("copytaster-again", () => {
    copytasterTimes.clear();
    delete times.verdict;
    from = performance.now();
    tell();
    copytaster.page.check();
    copytasterTimes.checking = true;
  });
}
