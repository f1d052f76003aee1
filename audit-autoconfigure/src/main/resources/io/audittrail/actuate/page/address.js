// What the page shows is in its address, in the parameters of the endpoint: a link to the page is a query, and the other way round.

const address = {
  parameters() {
    return new URLSearchParams(location.search);
  },

  /** Takes away what a login adds: Spring Security remembers by it where it has to go on. */
  clean() {
    const parameters = address.parameters();
    if (parameters.get("continue") === "") {
      parameters.delete("continue");
      history.replaceState(null, "", location.pathname + (parameters.size ? address.of(parameters) : ""));
    }
  },

  /** The address of this page with other parameters. */
  of(parameters) {
    return "?" + new URLSearchParams(parameters);
  },

  /** The address of this page with some of its parameters changed; an empty value takes one away. */
  with(changes) {
    const parameters = address.parameters();
    for (const [name, value] of Object.entries(changes)) {
      if (value) {
        parameters.set(name, value);
      } else {
        parameters.delete(name);
      }
    }
    return address.of(parameters);
  },

  /** What the endpoint is asked for: the moment is another question than the history. */
  query() {
    const parameters = address.parameters();
    parameters.delete("at");
    return parameters;
  },

  moment() {
    const { entity, id, at } = Object.fromEntries(address.parameters());
    return entity && id && at ? new URLSearchParams({ entity, id, at }) : null;
  },

  go(to) {
    history.pushState(null, "", location.pathname + (to === "?" ? "" : to));
  },
};

/** The id of a record, as the endpoint is asked for it. */
function idText(id) {
  return id instanceof JsonObject ? id.source : String(id);
}

function entityAddress(record) {
  return address.of({ entity: record.get("entity"), id: idText(record.get("entityId")) });
}
