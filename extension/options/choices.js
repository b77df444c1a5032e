// Which settings does the reader choose? Radio buttons, switches and lists that bear a setting's name.
"use strict";

/** Says something where screen readers hear it, once. */
copytaster.tell = (message) => {
  const told = document.getElementById("told");
  told.textContent = "";
  setTimeout(() => { told.textContent = copytaster.say(message); }, 50);
};

(() => {
  const { settings, access, make } = copytaster;
  const inputs = () => document.querySelectorAll("input[name], select[name]");
  const noAccess = document.getElementById("no-access");

  const keepTexts = document.getElementById("keep-texts");
  for (const days of [0, 1, 3, 7, 14, settings.DAYS]) {
    const text = days ? { message: "keepTextsDays", count: days, arguments: [{ number: days }] } : { message: "keepTextsOff" };
    keepTexts.append(make("option", { value: days }, text));
  }

  /** Shows what holds. */
  const draw = async () => {
    const now = await settings.read();
    for (const input of inputs()) {
      const value = now[input.name];
      if (input.type === "radio") input.checked = input.value === value;
      else if (input.type === "checkbox") input.checked = value;
      else {
        // A number of days that another version offered is shown as well.
        if (input === keepTexts && ![...input.options].some((option) => Number(option.value) === value)) {
          input.append(make("option", { value }, { message: "keepTextsDays", count: value, arguments: [{ number: value }] }));
        }
        input.value = value;
      }
    }
    noAccess.hidden = now.where !== "everywhere" || (await access.has());
  };

  const chosen = async ({ target: { name, type, value, checked } }) => {
    // The browser asks only in the very answer to a click.
    const asked = name === "where" && value === "everywhere" ? access.ask() : undefined;
    const wanted = type === "checkbox" ? checked : name === "keepTexts" ? Number(value) : value;
    const refused = await settings.change({ [name]: wanted }).then(() => null, settings.notSaved);
    await asked;
    if (!refused && name === "where" && value === "asked") await access.giveBack();
    copytaster.tell(refused ?? { message: "saved" });
    await draw();
  };

  for (const input of inputs()) input.addEventListener("change", (event) => void chosen(event).catch(console.debug));
  noAccess.querySelector("button").addEventListener("click", () => void access.ask().then(draw, console.debug));
  settings.onChange(draw);
  draw();
})();
