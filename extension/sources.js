// What is a source of stories called: the extension, what was read, or a list by its name?
"use strict";

globalThis.copytaster ??= {};

/**
 * @param {string} source as the background names it
 * @param {{source: string, mark: string}[]} installed what the background says is installed
 * @param {(message: object) => string} say
 * @returns {{name: string, address?: string, sequence?: number, published?: string}} of a list also where it is had, and
 *   which of its numbers is installed
 */
copytaster.sourceOf = (source, installed, say) => {
  const own = { bundled: "packsBundled", learned: "packsLearned" }[source];
  if (own) return { name: say({ message: own }) };
  const address = source.replace(/^list:/, "");
  try {
    const { name, sequence, published } = JSON.parse(installed.find((one) => one.source === source).mark);
    return { name: name ?? address, address, sequence, published };
  } catch {
    // Not installed any more.
    return { name: address, address };
  }
};
