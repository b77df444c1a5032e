// What went wrong behind the reader's back, and what helps? Told in the options until the reader has seen it.
"use strict";

globalThis.copytaster ??= {};

copytaster.problems ??= (() => {
  const { ext } = copytaster;
  const KEY = "problems";
  /** The eldest go. */
  const MOST = 20;
  /** What is said, whatever the order in which storage gives back its parts. */
  const key = ({ what }) => JSON.stringify([what.message ?? what, what.arguments]);
  const isText = (said) => typeof said === "string" || typeof said?.message === "string";

  /** All of them, `[{when, what, cure}]`, the last first. */
  const list = async () => {
    const stored = await ext.kept(KEY);
    const whole = (problem) => Number.isFinite(problem?.when) && isText(problem.what) && isText(problem.cure);
    return Array.isArray(stored) ? stored.filter(whole) : [];
  };

  // One change after the other, or one would be lost.
  let last = Promise.resolve();
  const change = (how) => (last = last.then(async () => ext.keep({ [KEY]: how(await list()) })).catch(console.debug));

  /** Tells what went wrong and what helps: texts, or messages with their arguments. What is told again is told once. */
  const tell = ({ what, cure }) =>
    change((before) => {
      const others = before.filter((problem) => key(problem) !== key({ what }));
      // Each has a time of its own, by which it is dismissed.
      const when = Math.max(Date.now(), ...others.map((problem) => problem.when + 1));
      return [{ when, what, cure }, ...others].slice(0, MOST);
    });

  /** Tells of an installation, by its name or the message that says it, that an error has ended: a full disk is told from everything else. */
  const tellOfInstalling = (name, error) => {
    const full = error?.name === "QuotaExceededError" || /quota/i.test(String(error?.message ?? error));
    const what = { message: full ? "problemNoRoom" : "problemInstall", arguments: [name, String(error?.message ?? error)] };
    return tell({ what, cure: { message: full || ext.isOfDisk(error) ? "problemNoRoomCure" : "problemInstallCure" } });
  };

  /** Forgets one. */
  const dismiss = (when) => change((before) => before.filter((problem) => problem.when !== when));

  /** Calls back when the list changes. */
  const onChange = (call) => ext.onStored((changes) => KEY in changes && list().then(call, console.debug));

  return { list, tell, tellOfInstalling, dismiss, onChange };
})();
