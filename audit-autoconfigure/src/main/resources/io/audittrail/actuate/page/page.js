// The page: from its address to what it shows.

const filters = byId("filters");
const MOMENTS = ["from", "to"];
const SPANS = { "Last hour": 1, "24 hours": 24, "7 days": 168, "30 days": 720 };

/** Who wants more than the first page wants a lot. */
const MORE = 200;

let shown = [];
let next = null;
let asked = null;
let asking = new AbortController();

/** Shows what the address says. */
async function show() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  asked = location.search;
  showFilters();
  showEntity();
  showCurl();
  shown = [];
  timeline.clear();
  byId("notes").replaceChildren();
  byId("activity").hidden = true;
  tellProblem(null);
  await Promise.all([showRecords(address.query(), signal), showState(signal)]);
}

async function showRecords(query, signal) {
  byId("next").hidden = true;
  byId("results").setAttribute("aria-busy", "true");
  byId("count").textContent = "Reading the log …";
  try {
    const page = await ask(location.pathname, query, signal);
    const records = page.get("records");
    shown = shown.concat(records);
    next = page.get("next");
    timeline.add(records);
    suggestions.seen(records);
    tellNotes(page);
    tellCount(page);
    showChart();
  } catch (e) {
    if (e.name !== "AbortError") {
      byId("count").textContent = "";
      tellProblem(e.message);
    }
  } finally {
    byId("results").removeAttribute("aria-busy");
  }
}

async function showState(signal) {
  const moment = address.moment();
  if (moment === null) {
    return;
  }
  try {
    byId("state").replaceChildren(stateElement(await ask(location.pathname, moment, signal)));
  } catch (e) {
    if (e.name !== "AbortError") {
      tellProblem(e.message);
    }
  }
}

function showFilters() {
  const parameters = address.parameters();
  for (const field of filters.elements) {
    if (MOMENTS.includes(field.name)) {
      showMoment(field, parameters.get(field.name));
    } else if (field.name) {
      showValue(field, parameters.get(field.name) ?? "");
    }
  }
  const hasMore = ["tx", "unit", "order"].some((name) => parameters.has(name));
  byId("more").open ||= hasMore;
  const said = ["label", "entity", "id", "actor"].map((name) => parameters.get(name)).filter(Boolean);
  document.title = [...said, "Audit trail"].join(" · ");
}

/** Also what a field does not offer, such as several actions: it would be gone with the next question. */
function showValue(field, value) {
  const offers = field.options && [...field.options].map((option) => option.value);
  if (offers?.includes(value) === false) {
    field.append(element("option", { value }, value));
  }
  field.value = value;
}

/** What the fields say, without the empty ones. */
function filtersQuery() {
  const query = new URLSearchParams();
  for (const field of filters.elements) {
    const value = MOMENTS.includes(field.name) ? momentOf(field) : field.value.trim();
    if (field.name && value) {
      query.set(field.name, value);
    }
  }
  return query;
}

function showCurl() {
  const moment = address.moment();
  const query = String(moment ?? address.query());
  const url = location.origin + location.pathname + (query ? "?" + query : "");
  // URLSearchParams leaves nothing in it that a shell would take for its own, within single quotes.
  document.querySelector("#curl pre").textContent = "curl -u USER '" + url.replaceAll("'", "%27") + "'";
}

function showChart() {
  byId("activity").hidden = shown.length < 2;
  if (shown.length >= 2) {
    byId("chart").replaceChildren(...chartOf(shown));
  }
}

/** No stream of a log has a space in its name: that are tables. */
function source(streams) {
  if (streams.some((stream) => stream.includes(" "))) {
    return `, from ${streams.join(" and ")}`;
  }
  return streams.length > 1 ? `, from ${streams.length} streams` : "";
}

function tellCount(page) {
  byId("next").hidden = next === null;
  const more = next === null ? "" : shown.length === 0 ? "; there is more of the log to read" : "; there may be more";
  const from = source(page.get("streams"));
  byId("count").textContent = (shown.length === 0 ? "No records" : count(shown.length, "record")) + from + more;
}

function tellNotes(page) {
  const known = new Set([...byId("notes").children].map((note) => note.textContent));
  for (const note of page.get("notes")) {
    const line = element("li", {}, plain(note));
    if (!known.has(line.textContent)) {
      byId("notes").append(line);
    }
  }
}

function tellProblem(text) {
  byId("problem").hidden = text === null;
  byId("problem").replaceChildren(...(text === null ? [] : [plain(text)]));
}

function go(to) {
  address.go(to);
  show();
}

filters.addEventListener("submit", (event) => {
  event.preventDefault();
  go(address.of(filtersQuery()));
});

byId("moment").addEventListener("submit", (event) => {
  event.preventDefault();
  go(address.with({ at: momentOf(event.target.elements.at) }));
});

byId("next").addEventListener("click", async () => {
  const query = address.query();
  query.set("cursor", next);
  query.set("limit", query.get("limit") ?? MORE);
  const before = timeline.list.children.length;
  await showRecords(query, asking.signal);
  timeline.list.children[before]?.querySelector("a")?.focus({ preventScroll: true });
});

byId("verify").addEventListener("click", () => verification.again());
copyButton(document.querySelector("#curl button"), () => document.querySelector("#curl pre").textContent);

// Links to other states of this page need no new page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='?']");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && isPlain) {
    event.preventDefault();
    go(link.getAttribute("href"));
    scrollTo(0, 0);
  }
});
// Also heard when somebody skips to the records, which stay as they are.
addEventListener("popstate", () => {
  if (location.search !== asked) {
    show();
  }
});

for (const [name, hours] of Object.entries(SPANS)) {
  const button = element("button", { type: "button" }, name);
  button.addEventListener("click", () => go(address.with({ from: hoursAgo(hours), to: "", cursor: "" })));
  byId("spans").append(button);
}

// Where there is little room, the records come first.
byId("asked").open = !matchMedia("(max-width: 40rem)").matches;
address.clean();
show();
verification.show();
suggestions.load();
