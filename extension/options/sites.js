// On which sites has the reader switched it on or off?
"use strict";

(() => {
  const { ext, settings, access, say, make, tell } = copytaster;
  const list = document.getElementById("sites");
  const form = document.getElementById("add-site");
  const field = document.getElementById("site-name");

  const row = (host, on) => {
    const forget = async () => {
      await settings.forgetSite(host);
      if (on) await access.giveBack(host);
      field.focus();
    };
    const label = say({ message: "sitesForgetLabel", arguments: [host] });
    return make(
      "li.row",
      {},
      make("span", {}, make("strong", {}, host), " ", make("small", {}, { message: on ? "sitesOn" : "sitesOff" })),
      make("button", { "aria-label": label, onclick: forget }, { message: "sitesForget" }),
    );
  };

  const draw = async () => {
    const { on, off } = await settings.sites();
    list.replaceChildren(...on.map((host) => row(host, true)), ...off.map((host) => row(host, false)));
    document.getElementById("no-sites").hidden = on.length + off.length > 0;
  };

  /** The host that the reader has written or pasted, with or without the rest of an address. */
  const hostOf = (text) => {
    const address = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
    return address && /^[^\s@]+$/.test(text) && address.hostname.includes(".") ? address.host : null;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const on = event.submitter?.value !== "off";
    const host = hostOf(field.value.trim());
    field.setAttribute("aria-invalid", String(!host));
    if (!host) return tell({ message: "sitesNoHost", arguments: [field.value.trim()] });
    const asked = on ? access.ask(host) : undefined;
    field.value = "";
    const saved = settings.switchSite(host, on).then(() => ({ message: "saved" }), settings.notSaved);
    Promise.all([saved, asked]).then(([said]) => tell(said), console.debug);
  });
  ext.onStored((changes) => Object.keys(changes).some((key) => /^(on|off):/.test(key)) && draw());
  draw();
})();
