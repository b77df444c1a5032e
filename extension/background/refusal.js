// Why was a list of stories refused, and what helps? An error with two messages for the reader.
"use strict";

globalThis.copytaster ??= {};

/**
 * @param {string} message the key of what went wrong
 * @param {string[]} values its arguments
 * @param {string} cure the key of what helps; by default that nothing is lost and nothing has to be done
 */
copytaster.refusal ??= (message, values = [], cure = "listCureWait") =>
  Object.assign(new Error(`${message}: ${values.join(", ")}`), {
    what: { message, arguments: values.map(String) },
    cure: { message: cure },
  });

/** What to tell the reader of an error, whatever it is, about the list at an address. */
copytaster.refusal.told ??= (problem, address) => ({
  what: problem.what ?? { message: "listFailed", arguments: [address, String(problem.message)] },
  cure: problem.cure ?? { message: copytaster.ext.isOfDisk(problem) ? "listCureRoom" : "listCureWait" },
});
