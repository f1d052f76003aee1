// What may be looked for: what is audited, as far as one may know, and what was seen.

const suggestions = {
  entities: new Set(),
  properties: new Set(),
  actors: new Set(),

  async load() {
    if (!LEDGER) {
      return;
    }
    let coverage;
    try {
      coverage = await ask(LEDGER + "/coverage", "");
    } catch {
      return; // It is not open to everybody who may look.
    }
    for (const unit of coverage.get("units")) {
      for (const type of unit.get("types").filter((type) => type.get("audited") === true)) {
        suggestions.entities.add(type.get("entity"));
        type.get("attributes").forEach((attribute) => suggestions.offer(attribute));
      }
    }
    suggestions.show();
  },

  offer(attribute) {
    const name = attribute.get("attribute");
    const isPart = name.includes("."); // of an embeddable, whose change is one
    if (attribute.get("policy") !== "excluded" && !isPart) {
      suggestions.properties.add(name);
    }
  },

  seen(records) {
    for (const record of records) {
      add(suggestions.entities, record.get("entity"));
      add(suggestions.actors, record.get("actor"));
      [...(record.get("changes")?.keys() ?? [])].forEach((name) => add(suggestions.properties, name));
    }
    suggestions.show();
  },

  show() {
    for (const name of ["entities", "properties", "actors"]) {
      const options = [...suggestions[name]].sort().map((value) => element("option", { value }));
      byId(name).replaceChildren(...options);
    }
  },
};

function add(set, value) {
  if (typeof value === "string" && set.size < 1000) {
    set.add(value);
  }
}
