// Values as they stand in records.

function valueOf(value) {
  if (value === null) {
    return element("span", { class: "null" }, "null");
  }
  if (value === "") {
    return element("span", { class: "null" }, "empty");
  }
  if (value === "[masked]") {
    return element("span", { class: "masked" }, "masked");
  }
  if (typeof value === "string") {
    return element("span", { class: "text" }, plain(value));
  }
  if (value instanceof JsonObject && value.has("sha256")) {
    return digest(value);
  }
  if (value instanceof JsonObject && value.has("error") && value.size === 1) {
    return element("span", { class: "failed" }, "could not be read: ", plain(String(value.get("error"))));
  }
  return element("code", {}, plain(jsonText(value)));
}

/** What was too long, or no text. */
function digest(value) {
  const result = element("span", { class: "digest" });
  const head = value.get("head");
  if (typeof head === "string") {
    result.append(plain(head), "… ");
  }
  result.append(element("small", {}, `(length ${value.get("length")}, SHA-256 ${value.get("sha256")})`));
  return result;
}

function jsonText(value) {
  if (value instanceof JsonObject) {
    return value.source;
  }
  return Array.isArray(value) ? "[" + value.map(jsonText).join(", ") + "]" : literal(value);
}

const literal = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));

const MOST_WORDS = 400;

/** Two texts with what is not in the other one marked. */
function differing(before, after) {
  const old = words(before);
  const young = words(after);
  const table = commonWords(old, young);
  if (!table) {
    return [valueOf(before), valueOf(after)];
  }
  const removed = element("span", { class: "text" });
  const added = element("span", { class: "text" });
  for (let i = 0, j = 0; i < old.length || j < young.length; ) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      removed.append(plain(old[i++]));
      added.append(plain(young[j++]));
    } else if (j === young.length || (i < old.length && table[i + 1][j] >= table[i][j + 1])) {
      removed.append(element("del", {}, plain(old[i++])));
    } else {
      added.append(element("ins", {}, plain(young[j++])));
    }
  }
  return [removed, added];
}

const words = (text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** How many words each two ends of the texts have in common, in their order; null when that says little or takes too long. */
function commonWords(old, young) {
  if (old.length > MOST_WORDS || young.length > MOST_WORDS || old.length < 2 || young.length < 2) {
    return null;
  }
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      table[i][j] = old[i] === young[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table[0][0] > 0 ? table : null;
}
