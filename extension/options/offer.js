// What is this list of stories, and does the reader agree to it? Looking at a list and subscribing are two steps.
"use strict";

copytaster.offer = (() => {
  const { ext, access, say, make, tell } = copytaster;
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const megabytes = (bytes) => say({ message: "listMegabytes", arguments: [{ number: Math.ceil(bytes / 1e5) / 10 }] });
  const box = make("div.offer", { "aria-live": "polite" });
  const fact = (message, value) => [make("dt", {}, { message }), make("dd", {}, value)];
  /** What went wrong, and what helps. */
  const told = ({ what, cure }) => make("p.notice", {}, say(what), " ", cure ? say(cure) : "");

  const agree = async (list) => {
    // Asked right in the click, or the browser does not ask the reader.
    if (!(await access.ask(new URL(list.address).host))) return tell({ message: "listNoAccess" });
    box.replaceChildren(make("p", {}, { message: "listFetching", arguments: [list.name] }));
    await ext.ask({ kind: "subscribe", address: list.address, agreed: { key: list.key, agency: list.agency, hosts: list.hosts } });
    box.replaceChildren();
    tell({ message: "listAdded", arguments: [list.name] });
  };

  const show = (list, before) => {
    const isOther = before && ![before.agreed.key, before.installed?.key].includes(list.key);
    const size = { message: "listStories", count: list.stories, arguments: [{ number: list.stories }, megabytes(list.bytes)] };
    const button = make("button.primary", { onclick: () => agree(list).catch(console.debug) }, { message: "listAgree" });
    box.replaceChildren(
      make("h3", {}, list.name),
      make("p", {}, { message: isOther ? "listOfferChanged" : "listOffer", arguments: [list.agency] }),
      make(
        "dl",
        {},
        ...fact("listHosts", list.hosts.join(", ") || { message: "listNoHosts" }),
        ...fact("listSize", size),
        ...fact("listLicence", list.licence),
        ...fact("listPublished", when.format(Date.parse(list.published))),
        ...fact("listKey", list.number),
        ...fact("listFrom", new URL(list.address).host),
      ),
      make("p.line", {}, button, make("button", { onclick: () => box.replaceChildren() }, { message: "cancel" })),
    );
    button.focus();
  };

  /** Fetches what a list says of itself and shows it; `before` is what the background knows of it already. */
  const lookAt = async (address, before) => {
    box.replaceChildren(make("p", {}, { message: "listLooking" }));
    const { list, problem } = await ext.ask({ kind: "look-at-list", address });
    if (list) show(list, before);
    else box.replaceChildren(problem ? told(problem) : make("p.notice", {}, { message: "listNoAddress", arguments: [address] }));
  };

  /** Offers to look at lists that another browser had. */
  const propose = (addresses) => {
    const row = (address) =>
      make("li.row", {}, make("span", {}, address), make("button", { "aria-label": `${say({ message: "listLook" })}: ${address}`, onclick: () => lookAt(address) }, { message: "listLook" }));
    if (addresses.length) box.replaceChildren(make("p", {}, { message: "listsProposed" }), make("ul.rows", {}, ...addresses.map(row)));
  };

  return { box, when, megabytes, told, lookAt, propose };
})();
