// Who stands behind a list? minisign's signatures of the bytes themselves (https://jedisct1.github.io/minisign/), verified by
// the browser's own Ed25519. docs/publishing.md says why not those of a hash.
"use strict";

globalThis.copytaster ??= {};

copytaster.signature ??= (() => {
  const { refusal } = copytaster;
  const bytes = (base64, length) => {
    const read = Uint8Array.fromBase64(base64);
    if (read.length !== length || read[0] !== 0x45 || read[1] !== 0x64) throw new Error("not of this kind");
    return read;
  };
  const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

  /** A public key, `{number, raw}`: two letters, eight bytes of number, 32 of Ed25519. */
  const keyOf = (text) => {
    const key = bytes(text, 42);
    return { number: key.slice(2, 10), raw: key.slice(10) };
  };

  /** A key's number as the minisign program prints it. */
  const number = (key) => keyOf(key).number.toReversed().toHex().toUpperCase();

  /**
   * Reads a list: `{manifest, ...}`, of which `manifest` is the hash of the manifest that it signs.
   * @param {string} address is named where this is no list
   */
  const read = (text, address) => {
    try {
      const [, signature, trusted, whole] = text.split("\n").map((line) => line.trimEnd());
      const comment = trusted.match(/^trusted comment: (.*)$/)[1];
      const box = bytes(signature, 74);
      const manifest = comment.match(/(?:^|\t)file:([0-9a-f]{64})\.json(?:\t|$)/)[1];
      const both = Uint8Array.fromBase64(whole);
      return { number: box.slice(2, 10), signature: box.slice(10), comment, whole: both, manifest };
    } catch {
      throw refusal("listNone", [address], "listCureAddress");
    }
  };

  /** Whether a list names this key as its signer. */
  const isOf = (list, key) => same(list.number, keyOf(key).number);

  /** Whether a list is a signature of these bytes by this key, comment included. */
  const verify = async (list, key, manifest) => {
    const { raw } = keyOf(key);
    const imported = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
    const comment = new Uint8Array([...list.signature, ...new TextEncoder().encode(list.comment)]);
    const pairs = [[list.signature, manifest], [list.whole, comment]];
    const valid = await Promise.all(pairs.map(([signed, of]) => crypto.subtle.verify("Ed25519", imported, signed, of)));
    return valid.every(Boolean);
  };

  return { read, isOf, verify, number };
})();
