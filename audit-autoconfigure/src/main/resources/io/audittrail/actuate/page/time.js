// Times. The log has UTC, and so has the page.

/** A moment to be read; its fractions and the local time are in the tooltip. */
function timeElement(instant) {
  const local = new Date(instant).toLocaleString();
  return element("time", { datetime: instant, title: instant + ", here " + local }, shortTime(instant));
}

const shortTime = (instant) => instant.slice(0, 19).replace("T", " ");

/**
 * Sets a field to a moment of the address. The field knows no fractions below a second: as long as it is not touched, they stay.
 * What is no moment is not shown, and hence does not stay.
 */
function showMoment(field, instant) {
  const moment = instant ? new Date(instant) : null;
  const isMoment = moment !== null && !Number.isNaN(moment.getTime());
  field.value = isMoment ? moment.toISOString().slice(0, 19) : "";
  field.dataset.shown = field.value;
  field.dataset.exact = isMoment ? instant : "";
}

/** The moment of a field, as the endpoint is asked for it; empty when there is none. */
function momentOf(field) {
  if (field.value === field.dataset.shown && field.dataset.exact) {
    return field.dataset.exact;
  }
  return field.value ? (field.value.length === 16 ? field.value + ":00" : field.value) + "Z" : "";
}

/** The beginning of the time some hours ago. */
function hoursAgo(hours) {
  return new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19) + "Z";
}
