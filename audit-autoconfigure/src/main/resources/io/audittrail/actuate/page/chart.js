// How much happened when, and by whom, of the records that are shown.

const WIDTH = 1000;
const HEIGHT = 100;
const MOST_ACTORS = 7;
const OTHERS = "all others";

/** The parts of time, by the number of characters that their names have in a timestamp. */
const HOUR = 13;
const DAY = 10;
const MONTH = 7;

function chartOf(records) {
  const times = records.map((record) => record.get("@timestamp")).sort();
  const length = partLength(times[0], times[times.length - 1]);
  const actors = busiest(records);
  const bars = new Map(partsBetween(times[0], times[times.length - 1], length).map((part) => [part, new Map()]));
  for (const record of records) {
    const bar = bars.get(record.get("@timestamp").slice(0, length));
    const actor = actors.includes(actorName(record)) ? actorName(record) : OTHERS;
    bar.set(actor, (bar.get(actor) ?? 0) + 1);
  }
  if (actors.length === MOST_ACTORS) {
    actors.push(OTHERS);
  }
  const unit = { [HOUR]: "hour", [DAY]: "day", [MONTH]: "month" }[length];
  return [drawing(bars, actors, unit), legend(actors, bars), numbers(bars, actors, unit)];
}

const actorName = (record) => record.get("actor") ?? "nobody";

function partLength(first, last) {
  const days = (new Date(last) - new Date(first)) / 86_400_000;
  return days < 2 ? HOUR : days < 93 ? DAY : MONTH;
}

function partsBetween(first, last, length) {
  const parts = [];
  for (let part = first.slice(0, length); part <= last.slice(0, length); part = following(part)) {
    parts.push(part);
  }
  return parts;
}

function beginOf(part) {
  return new Date(part.length === HOUR ? part + ":00:00Z" : part.length === DAY ? part + "T00:00:00Z" : part + "-01T00:00:00Z");
}

function following(part) {
  const next = beginOf(part);
  if (part.length === HOUR) {
    next.setUTCHours(next.getUTCHours() + 1);
  } else if (part.length === DAY) {
    next.setUTCDate(next.getUTCDate() + 1);
  } else {
    next.setUTCMonth(next.getUTCMonth() + 1);
  }
  return next.toISOString().slice(0, part.length);
}

/** The actors with the most records, the busiest first. */
function busiest(records) {
  const counts = new Map();
  for (const record of records) {
    counts.set(actorName(record), (counts.get(actorName(record)) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST_ACTORS);
}

const totalOf = (bar) => [...bar.values()].reduce((sum, number) => sum + number, 0);

/** The picture is stretched to the width of the page, and hence has no text in it. */
function drawing(bars, actors, unit) {
  const highest = Math.max(...[...bars.values()].map(totalOf));
  const width = WIDTH / bars.size;
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    role: "group",
    "aria-label": `Records by ${unit} and actor`,
  });
  [...bars].forEach(([part, bar], index) => {
    if (bar.size > 0) {
      picture.append(barElement(part, bar, actors, index * width, width, highest));
    }
  });
  const parts = [...bars.keys()];
  const ends = [parts[0], parts[parts.length - 1]].slice(0, parts.length);
  return element("figure", {}, picture, element("figcaption", {}, ...ends.map((part) => element("span", {}, partName(part)))));
}

const partName = (part) => (part.length === HOUR ? part.replace("T", " ") + "h" : part);

/** A bar leads to the records of its time. */
function barElement(part, bar, actors, x, width, highest) {
  const from = beginOf(part).toISOString().slice(0, 19) + "Z";
  const to = new Date(beginOf(following(part)) - 1).toISOString().slice(0, 19) + ".999999Z";
  const said = `${partName(part)}: ${count(totalOf(bar), "record")}`;
  const link = svg("a", { href: address.with({ from, to, cursor: "" }), "aria-label": said }, svg("title", {}, said));
  let top = HEIGHT;
  actors.forEach((actor, index) => {
    const height = ((bar.get(actor) ?? 0) / highest) * (HEIGHT - 4);
    top -= height;
    const gap = Math.min(width * 0.15, 4);
    const shape = { x: x + gap / 2, y: top, width: Math.min(width - gap, WIDTH / 8), height };
    link.append(svg("rect", { ...shape, class: "series" + index }));
  });
  return link;
}

function legend(actors, bars) {
  const list = element("ul", { class: "legend" });
  actors.forEach((actor, index) => {
    const total = [...bars.values()].reduce((sum, bar) => sum + (bar.get(actor) ?? 0), 0);
    if (total > 0) {
      list.append(element("li", {}, element("span", { class: "swatch series" + index }), plain(actor), " " + total));
    }
  });
  return list;
}

/** The same for those who do not see it. */
function numbers(bars, actors, unit) {
  const head = [unit, ...actors].map((name) => element("th", { scope: "col" }, plain(name)));
  const rows = [...bars]
    .filter(([, bar]) => bar.size > 0)
    .map(([part, bar]) => {
      const cells = actors.map((actor) => element("td", {}, String(bar.get(actor) ?? 0)));
      return element("tr", {}, element("th", { scope: "row" }, partName(part)), ...cells);
    });
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  return element("details", {}, element("summary", {}, "As a table"), table);
}
