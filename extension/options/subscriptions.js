// To which lists of stories does the reader subscribe, and how are they?
"use strict";

(() => {
  const { ext, say, make, tell, offer } = copytaster;
  /** What only the reader can decide. */
  const TO_DECIDE = ["listOtherKey", "listOtherHosts", "listOtherAgency"];
  const section = document.getElementById("subscriptions");
  const field = make("input", { id: "list-address", type: "text", dir: "ltr", inputmode: "url", autocomplete: "off", spellcheck: "false", placeholder: "https://wire.example/list/" });
  const look = make("button", {}, { message: "listLook" });
  look.type = "submit";
  const form = make("form.line", {}, make("label", { for: field.id }, { message: "listAddress" }), field, look);
  const rows = make("ul.rows");
  const none = make("p.quiet", {}, { message: "listsNone" });
  const title = make("h2", { id: "subscriptions-title" }, { message: "listsTitle" });
  section.append(title, make("p.quiet", {}, { message: "listsHelp" }), rows, none, form, offer.box);
  section.hidden = false;

  const known = async () => (await ext.ask({ kind: "subscriptions" })).lists;

  const stateOf = ({ address, installed, isUnread }) => {
    // What is installed is there, but cannot be read: the problem beside it says so.
    if (isUnread) return address;
    if (!installed) return { message: "listNothingYet" };
    const { stories, agency, published } = installed;
    return { message: "listState", count: stories, arguments: [{ number: stories }, agency, offer.when.format(Date.parse(published))] };
  };
  const doing = ({ address, fetched, checked }) => {
    if (fetched !== undefined) return { message: "listComing", arguments: [offer.megabytes(fetched)] };
    return checked ? { message: "listChecked", arguments: [offer.when.format(checked)] } : address;
  };

  const row = (list) => {
    const { address, installed, problem, fetched } = list;
    const name = installed?.name ?? address;
    const button = (message, onclick) => {
      const label = say({ message: `${message}Label`, arguments: [name] });
      return make("button", { "aria-label": label, onclick, ...(fetched !== undefined && { disabled: "" }) }, { message });
    };
    const remove = async () => {
      await ext.ask({ kind: "unsubscribe", address });
      tell({ message: "listRemoved", arguments: [name] });
      field.focus();
    };
    const update = () => ext.ask({ kind: "update-list", address }).catch(console.debug);
    const again = () => offer.lookAt(address, list).catch(console.debug);
    const first = TO_DECIDE.includes(problem?.what?.message) ? button("listLookAgain", again) : button("listUpdate", update);
    return make(
      "li.row",
      {},
      make("div", {}, make("strong", {}, name), make("p", {}, stateOf(list)), ...(problem ? [offer.told(problem)] : []), make("small", {}, doing(list))),
      make("span.line", {}, first, button("listRemove", remove)),
    );
  };

  const draw = async () => {
    const lists = await known();
    rows.replaceChildren(...lists.map(row));
    none.hidden = lists.length > 0;
    copytaster.drawPacks?.();
  };
  const drawn = () => draw().catch(console.debug);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = field.value.trim();
    field.value = "";
    if (address) offer.lookAt(address).catch(console.debug);
  });
  ext.onStored((changes) => ("subscriptions" in changes || "listProgress" in changes) && drawn());
  drawn();
  // From a tab that showed a list. Nothing is asked of anybody before the reader looks.
  const named = new URLSearchParams(location.hash.slice(1)).get("subscribe");
  if (named) {
    field.value = named;
    look.focus();
  }

  copytaster.subscriptions = {
    addresses: async () => (await known()).map(({ address }) => address),
    propose: offer.propose,
  };
})();
