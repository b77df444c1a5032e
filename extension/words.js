// How is a message said in the reader's language? Messages and their arguments are described in src/report/tree.rs.
"use strict";

globalThis.copytaster ??= {};

/**
 * @param {(key: string, values: string[]) => string} lookUp gives the text of a key of messages.json with its arguments,
 *   or ""
 * @returns {(message: string | object) => string}
 */
copytaster.words = (lookUp) => {
  const language = lookUp("language", []) || "en";
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const list = new Intl.ListFormat(language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });

  const argument = (value) => {
    if (typeof value === "string") return value;
    if ("number" in value) return number.format(value.number);
    if ("percent" in value) return percent.format(value.percent);
    if ("day" in value) return day.format(Date.UTC(value.day[0], value.day[1] - 1, value.day[2]));
    if ("list" in value) return list.format(value.list.map(argument));
    return say(value);
  };

  const say = (message) => {
    if (typeof message === "string") return message;
    const { message: key, count, arguments: values = [] } = message;
    const filled = values.map(argument);
    if (count === undefined) return lookUp(key, filled);
    return lookUp(`${key}_${plural.select(count)}`, filled) || lookUp(`${key}_other`, filled);
  };
  return say;
};
