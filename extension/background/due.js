// When are lists asked for what is new? By the clock, and never because of a page.
"use strict";

globalThis.copytaster ??= {};

copytaster.due ??= (() => {
  const { ext, problems, refusal, records, installing } = copytaster;
  const ALARM = "lists";
  const HOUR = 3_600_000;
  /** So many failures in a row are told where a list does not answer: a laptop without a network is no problem. */
  const TOLD = 3;
  /** How often a reader who looks on is told how much has come, in milliseconds. */
  const EACH = 2_000;

  /** About an hour, never at the same moment as other readers, and ever more rarely where it fails: up to once a day. */
  const next = (failures) => Date.now() + Math.min(HOUR * 2 ** failures, 24 * HOUR) * (0.75 + Math.random() / 2);

  /** How much has come of the lists that are being brought up to date, in bytes. */
  const fetched = new Map();
  const progressOf = (address) => {
    let told = 0;
    return async (bytes) => {
      fetched.set(address, bytes);
      if (Date.now() - told < EACH) return;
      told = Date.now();
      await ext.store({ listProgress: told }).catch(console.debug);
    };
  };

  /** Brings a list up to date; why it could not be is kept with it. */
  const update = (engine, address) =>
    records.inTurn(async () => {
      const record = (await records.all())[address];
      if (!record) return;
      const checked = Date.now();
      fetched.set(address, 0);
      try {
        const tag = await installing.update(await engine(), records.sourceOf(address), { address, ...record }, progressOf(address));
        await records.change(address, { tag, checked, failures: 0, problem: null, due: next(0) });
      } catch (problem) {
        const failures = (record.failures ?? 0) + 1;
        const told = refusal.told(problem, address);
        await records.change(address, { checked, failures, problem: told, due: next(failures) });
        if (told.what.message !== "listUnreachable" || failures === TOLD) await problems.tell(told);
      } finally {
        fetched.delete(address);
        await ext.unstore("listProgress").catch(console.debug);
      }
    });

  /** Has the browser wake us when the next list is due; not at once, since what has woken us now may be a page. */
  const arm = async () => {
    const due = Object.values(await records.all()).map((record) => record.due ?? 0);
    if (due.length === 0) return ext.disarm(ALARM);
    const soon = Date.now() + HOUR * (0.02 + Math.random() / 10);
    return ext.arm(ALARM, Math.max(Math.min(...due), soon));
  };

  /** Brings up to date what is due, and clears away what was left of a list whose removal was interrupted. */
  const updateAll = async (engine) => {
    const known = await records.all();
    for (const [address, { due = 0 }] of Object.entries(known)) {
      if (due <= Date.now()) await update(engine, address);
    }
    const ready = await engine();
    for (const { source } of ready.installed()) {
      const address = records.addressOf(source);
      if (address && !known[address]) await records.inTurn(() => ready.remove(source));
    }
    await arm();
  };

  /** Begins to wait for the clock. */
  const begin = async (engine) => {
    ext.onAlarm(ALARM, () => updateAll(engine).catch(console.debug));
    if (!(await ext.isArmed(ALARM))) await arm();
  };

  return { begin, arm, update, fetched: (address) => fetched.get(address) };
})();
