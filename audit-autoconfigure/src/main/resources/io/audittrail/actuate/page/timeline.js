// The records, those of a transaction together.

const MOST_PROPERTIES = 8;

const timeline = {
  list: byId("timeline"),
  transaction: undefined,

  clear() {
    timeline.list.replaceChildren();
    timeline.transaction = undefined;
  },

  /** Adds records at the end. Those of the transaction that is there already join it. */
  add(records) {
    for (const record of records) {
      const transaction = record.get("tx");
      if (transaction === undefined || transaction !== timeline.transaction) {
        timeline.list.append(transactionElement(record));
        timeline.transaction = transaction;
      }
      const item = timeline.list.lastElementChild;
      item.querySelector(".records").append(recordElement(record));
      showPart(item, record);
    }
  },
};

function transactionElement(record) {
  const heading = element("h3", {}, timeElement(record.get("@timestamp")), " ", ...actorOf(record));
  return element(
    "li",
    { class: "transaction" },
    element("div", { class: "transaction-head" }, heading, contextOf(record), element("p", { class: "part" })),
    element("div", { class: "records" }),
  );
}

function actorOf(record) {
  const name = record.get("actor");
  if (name === undefined) {
    return [element("span", { class: "actor" }, "nobody is named")];
  }
  const result = [element("a", { class: "actor", href: address.of({ actor: name }) }, plain(name))];
  if (record.has("actorKind")) {
    result.push(" ", element("span", { class: "kind" }, plain(record.get("actorKind"))));
  }
  if (record.has("via")) {
    result.push(" via ", plain(record.get("via")));
  }
  return result;
}

function contextOf(record) {
  const list = element("dl", { class: "context" });
  const entries = [...(record.get("context") ?? [])];
  if (record.has("unit")) {
    entries.push(["unit", record.get("unit")]);
  }
  for (const [name, value] of entries) {
    list.append(element("div", {}, element("dt", {}, plain(name)), element("dd", {}, valueOf(value))));
  }
  return list;
}

/** Says so when not all records of a transaction are shown. */
function showPart(item, record) {
  const part = item.querySelector(".part");
  const shown = item.querySelectorAll(".record").length;
  const all = Number(record.get("of") ?? 1);
  part.replaceChildren();
  if (shown < all) {
    const link = element("a", { href: address.of({ tx: record.get("tx"), order: "asc" }) }, "show all of them");
    part.append(`${shown} of ${count(all, "record")} of this transaction, `, link);
  }
}

function recordElement(record) {
  const result = element("article", { class: "record" }, recordHeading(record), ...flagsOf(record));
  if (record.has("statement")) {
    result.append(statementOf(record.get("statement")));
  }
  if (record.get("changes")?.size) {
    result.append(changesOf(record));
  }
  result.append(footOf(record));
  return result;
}

function recordHeading(record) {
  const action = String(record.get("action"));
  const heading = element("h4", {}, element("span", { class: "action " + action.toLowerCase() }, action), " ");
  if (record.has("entityId")) {
    const name = [plain(record.get("entity")), " ", plain(idText(record.get("entityId")))];
    heading.append(element("a", { class: "entity", href: entityAddress(record) }, ...name));
  } else if (record.has("entity")) {
    heading.append(plain(record.get("entity")));
  }
  if (record.has("label")) {
    const label = String(record.get("label"));
    heading.append(" ", element("a", { class: "label", href: address.of({ label }) }, plain(label)));
  }
  return heading;
}

function flagsOf(record) {
  const flags = [];
  if (record.get("outcome") === "unknown") {
    flags.push("The database's answer to this commit was lost: it may never have happened.");
  }
  if (record.get("redelivered") === true) {
    flags.push("Another instance wrote this for one that died: it may be in the log of that one too.");
  }
  return flags.map((text) => element("p", { class: "flag" }, text));
}

function statementOf(statement) {
  const list = element("dl", { class: "statement" });
  for (const [name, value] of statement) {
    list.append(element("dt", {}, plain(name)), element("dd", {}, valueOf(value)));
  }
  return list;
}

function changesOf(record) {
  const action = record.get("action");
  const columns = action === "CREATE" ? ["new"] : action === "DELETE" ? ["old"] : ["old", "new"];
  const rows = [...record.get("changes")].map(([name, change]) => changeRow(name, change, columns));
  const result = element("div", { class: "changes" }, changesTable(rows.slice(0, MOST_PROPERTIES), columns));
  if (rows.length > MOST_PROPERTIES) {
    const rest = rows.slice(MOST_PROPERTIES);
    const summary = element("summary", {}, "and " + rest.length + " more");
    result.append(element("details", {}, summary, changesTable(rest, columns)));
  }
  return result;
}

function changesTable(rows, columns) {
  const names = ["Property", ...columns.map((column) => (column === "old" ? "Old" : "New"))];
  const head = names.map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

function changeRow(name, change, columns) {
  const property = element("th", { scope: "row" }, plain(name));
  const hasSides = change instanceof JsonObject && change.has("old") && change.has("new") && !change.has("added");
  if (!hasSides) {
    return element("tr", {}, property, element("td", { colspan: columns.length }, ...collectionParts(change)));
  }
  const [before, after] = bothSides(change.get("old"), change.get("new"));
  const cells = { old: before, new: after };
  return element("tr", {}, property, ...columns.map((column) => sideCell(column, cells[column])));
}

function sideCell(side, content) {
  return element("td", { class: side, "data-side": side }, content);
}

function bothSides(before, after) {
  const areTexts = typeof before === "string" && typeof after === "string" && before !== after;
  return areTexts ? differing(before, after) : [valueOf(before), valueOf(after)];
}

/** What a collection gained and lost. */
function collectionParts(change) {
  if (!(change instanceof JsonObject)) {
    return [valueOf(change)];
  }
  const parts = [...change].filter(([, values]) => !(Array.isArray(values) && values.length === 0));
  if (parts.length === 0) {
    return [valueOf("")];
  }
  return parts.map(([part, values]) =>
    element("div", { class: "part-" + part.replace(/[^a-z]/g, "") }, plain(part), ": ", ...partValues(part, values)),
  );
}

/** Of a map, each key with its old and its new value. */
function partValues(part, values) {
  if (part !== "changed" || !(values instanceof JsonObject)) {
    return [valueOf(values)];
  }
  return [...values].map(([key, sides]) =>
    sides instanceof JsonObject && sides.has("old") && sides.has("new")
      ? element("div", {}, plain(key), ": ", valueOf(sides.get("old")), " → ", valueOf(sides.get("new")))
      : element("div", {}, plain(key), ": ", valueOf(sides)),
  );
}

function footOf(record) {
  const foot = element("div", { class: "foot" });
  if (record.has("entityId")) {
    const state = address.of({
      entity: record.get("entity"),
      id: idText(record.get("entityId")),
      at: record.get("@timestamp"),
    });
    foot.append(element("a", { class: "state-link", href: state }, "State after this"));
  }
  foot.append(rawOf(record));
  return foot;
}

function rawOf(record) {
  const button = copyButton(element("button", { type: "button" }, "Copy"), () => record.source);
  const where = `Line ${record.get("seq")} of ${record.get("stream")}`;
  return element(
    "details",
    { class: "raw" },
    element("summary", {}, plain(where)),
    element("pre", { tabindex: "0" }, plain(record.source)),
    button,
  );
}
