// What does a list say now, and may it be believed? Everything is decided here before a pack is fetched.
"use strict";

globalThis.copytaster ??= {};

copytaster.list ??= (() => {
  const { refusal, download, signature, manifest: shape } = copytaster;
  const NAME = "copytaster-list.txt";
  const { MOST } = shape;
  /** A signature with its comments is far smaller. */
  const LARGEST = 16 << 10;

  const at = (base, hash, kind) => `${base}${kind === "segment" ? `segments/${hash}.pack` : `manifests/${hash}.json`}`;

  /**
   * The list in a folder with its manifest, signed by the first of these keys that it names; null where it is still that with
   * this tag.
   */
  const read = async (base, { tag, keys }) => {
    const found = await download.file(base + NAME, { most: LARGEST, tag });
    if (!found) return null;
    const list = signature.read(new TextDecoder().decode(found.bytes), base + NAME);
    const known = keys?.find((key) => signature.isOf(list, key));
    if (keys && !known) throw refusal("listOtherKey", [base], "listCureLook");
    const address = at(base, list.manifest, "manifest");
    const bytes = await download.named(address, list.manifest, MOST.manifest);
    const manifest = shape.read(bytes, address);
    const key = known ?? manifest.key;
    if (manifest.key !== key || !(await signature.verify(list, key, bytes))) throw refusal("listSignature", [base], "listCureMaker");
    return { base, hash: list.manifest, tag: found.tag, manifest };
  };

  /** Why a list may not follow what is installed, if it may not. */
  const refused = ({ manifest, base }, agreed, before) => {
    const { sequence, expires, agency, hosts } = manifest;
    if (before && sequence <= before.sequence) return refusal("listGoesBack", [base, sequence, before.sequence], "listCureMaker");
    if (Date.parse(expires) < Date.now()) return refusal("listExpired", [base, expires.slice(0, 10)], "listCureMaker");
    if (agency !== agreed.agency) return refusal("listOtherAgency", [base, agency], "listCureLook");
    const others = hosts.filter((host) => !agreed.hosts.includes(host));
    return others.length ? refusal("listOtherHosts", [base, others.join(", ")], "listCureLook") : null;
  };

  /**
   * What follows what is installed, or `list: null`. The first folder that has something new and right counts; if there is
   * none, the first one's problem does, which a mirror that lags behind does not hide.
   * @param bases the list's folder, and its mirrors
   * @param tag of which folder which tag is known, `{base, tag}`
   * @param agreed what the reader agreed to: `{key, agency, hosts}`
   * @param installed what {@link copytaster.manifest.about} said of what is installed, with its `hash` and the key `agreed` to
   *   then; or nothing
   */
  const fresh = async (bases, { tag, agreed, installed }) => {
    // Of a key that the reader was asked about anew, the numbers of the one before say nothing.
    const before = installed?.agreed === agreed.key ? installed : undefined;
    const keys = before ? [before.key, before.next_key].filter(Boolean) : [agreed.key];
    let problem;
    for (const base of bases) {
      try {
        const list = await read(base, { tag: base === tag?.base && before ? tag.tag : undefined, keys });
        const isNew = list && list.hash !== before?.hash;
        const wrong = isNew && refused(list, agreed, before);
        if (wrong) throw wrong;
        if (isNew) return { list };
        if (!problem) return { list: null, tag: list?.tag ?? tag?.tag };
      } catch (other) {
        problem ??= other;
      }
    }
    throw problem;
  };

  /** A pack of a list, from the first folder that has it whole. */
  const segment = async (bases, { sha256, bytes }, progress) => {
    let problem;
    for (const base of bases) {
      try {
        return await download.named(at(base, sha256, "segment"), sha256, bytes, progress);
      } catch (other) {
        problem ??= other;
      }
    }
    throw problem;
  };

  return { read, fresh, segment };
})();
