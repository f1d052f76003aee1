// One entity, and what the log knows of it at a moment.

function showEntity() {
  const { entity, id, at } = Object.fromEntries(address.parameters());
  const hasEntity = Boolean(entity && id);
  byId("entity").hidden = !hasEntity;
  byId("state").replaceChildren();
  if (hasEntity) {
    byId("entity-title").replaceChildren("History of ", plain(entity), " ", plain(id));
    showMoment(byId("moment").elements.at, at);
  }
}

function stateElement(state) {
  const notes = state.get("notes").map((note) => element("p", { class: "flag" }, plain(note)));
  return element("div", {}, ...stateParts(state), ...notes);
}

function stateParts(state) {
  const at = timeElement(state.get("at"));
  switch (state.get("existence")) {
    case "DID_NOT_EXIST":
      return [element("p", {}, "It did not exist at ", at, ".")];
    case "UNKNOWN":
      return [element("p", {}, "The log tells nothing certain of it at ", at, ".")];
    default:
      return [...unseenChanges(state), stateTable(state, at)];
  }
}

function stateTable(state, at) {
  const rows = [...state.get("properties")].map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, plain(name)), element("td", {}, valueOf(value))),
  );
  const caption = element("caption", {}, "As of ", at, ". What is not listed is not known to the log.");
  const head = ["Property", "Value"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    {},
    caption,
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

function unseenChanges(state) {
  const earlier = state.has("moreUnseen")
    ? [element("p", { class: "flag" }, "It was changed past the log ", valueOf(state.get("moreUnseen")), " times before those that follow.")]
    : [];
  const last = state.get("changedUnseen").map((change) =>
    element(
      "p",
      { class: "flag" },
      plain(change.get("property")),
      " was changed past the log between ",
      timeElement(change.get("after")),
      " and ",
      timeElement(change.get("before")),
      ": from ",
      valueOf(change.get("old")),
      " to ",
      valueOf(change.get("new")),
    ),
  );
  return [...earlier, ...last];
}
