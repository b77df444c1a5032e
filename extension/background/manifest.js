// Is this the manifest of a list, within its limits? cli/src/publish/manifest.rs writes it and holds it to the same.
"use strict";

globalThis.copytaster ??= {};

copytaster.manifest ??= (() => {
  const { refusal, download } = copytaster;
  const MOST = { manifest: 512 << 10, segment: 64 << 20, list: 2 ** 30, segments: 400, named: 64, tests: 64, letters: 200 };

  const isCount = (value, most = Number.MAX_SAFE_INTEGER) => Number.isSafeInteger(value) && value >= 0 && value <= most;
  const isLine = (value) => typeof value === "string" && value.trim() !== "" && value.length <= MOST.letters && !/\p{Cc}/u.test(value);
  const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && Date.parse(value) > 0;
  const isList = (value, most, is) => Array.isArray(value) && value.length <= most && value.every(is);
  const isHost = (value) => typeof value === "string" && /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(value);
  const isMirror = (value) => typeof value === "string" && download.folderOf(value) === value;
  const isSegment = (value) => /^[0-9a-f]{64}$/.test(value?.sha256) && isCount(value.bytes, MOST.segment) && isCount(value.stories);
  const isTerm = (value) => isCount(value, 0xffffffff);
  const isTest = (value) => isList(value?.terms, 4096, isTerm) && typeof value.story === "string";
  const isKey = (value) => typeof value === "string" && value.length === 56;
  const sum = (values) => values.reduce((all, value) => all + value, 0);

  const isWhole = (it) =>
    isCount(it.sequence) && [it.name, it.agency, it.licence].every(isLine) && [it.published, it.expires].every(isTime) &&
    isList(it.hosts, MOST.named, isHost) && isList(it.mirrors, MOST.named, isMirror) &&
    isKey(it.key) && (it.next_key === undefined || isKey(it.next_key)) &&
    isList(it.segments, MOST.segments, isSegment) && sum(it.segments.map(({ bytes }) => bytes)) <= MOST.list &&
    isList(it.tests, MOST.tests, isTest);

  /** Reads a manifest; `address` is named where it is none. */
  const read = (bytes, address) => {
    let manifest;
    try {
      manifest = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      throw refusal("listNone", [address], "listCureMaker");
    }
    if (manifest?.format > 1) throw refusal("listNewer", [address], "listCureUpdate");
    if (manifest?.format !== 1 || !isWhole(manifest)) throw refusal("listNone", [address], "listCureMaker");
    return manifest;
  };

  /** What a reader is told of a list, and what is kept of it. */
  const about = ({ sequence, name, agency, hosts, licence, key, next_key, published, expires, mirrors, segments }) => ({
    sequence, name, agency, hosts, licence, key, next_key, published, expires, mirrors,
    stories: sum(segments.map((segment) => segment.stories)),
    bytes: sum(segments.map((segment) => segment.bytes)),
  });

  return { MOST, read, about };
})();
