// How is a message said in the reader's language? Messages and their arguments are described in src/report/tree.rs.
"use strict";

globalThis.copytaster ??= {};

/**
 * @param {(key: string, values: string[]) => string} lookUp gives the text of a key of messages.json with its arguments,
 *   or ""
 * @returns {(message: string | object) => string}
 */
copytaster.words = (lookUp) => {
  // Made when something is first said: most pages say nothing, and making these takes longer than reading the page.
  let made;
  const formats = () => {
    if (made) return made;
    const language = lookUp("language", []) || "en";
    return (made = {
      plural: new Intl.PluralRules(language),
      number: new Intl.NumberFormat(language),
      percent: new Intl.NumberFormat(language, { style: "percent" }),
      list: new Intl.ListFormat(language),
      day: new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }),
    });
  };

  const argument = (value) => {
    if (typeof value === "string") return value;
    if ("number" in value) return formats().number.format(value.number);
    if ("percent" in value) return formats().percent.format(value.percent);
    if ("day" in value) return formats().day.format(Date.UTC(value.day[0], value.day[1] - 1, value.day[2]));
    if ("list" in value) return formats().list.format(value.list.map(argument));
    return say(value);
  };

  const say = (message) => {
    if (typeof message === "string") return message;
    const { message: key, count, arguments: values = [] } = message;
    const filled = values.map(argument);
    if (count === undefined) return lookUp(key, filled);
    return lookUp(`${key}_${formats().plural.select(count)}`, filled) || lookUp(`${key}_other`, filled);
  };
  return say;
};
