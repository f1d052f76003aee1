// Questions to the endpoints.

/** An answer that is not the one hoped for, in a sentence. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param path of the endpoint, without the credentials that may stand in the address of the page */
async function ask(path, parameters, signal) {
  const query = String(parameters);
  const url = new URL(path + (query ? "?" + query : ""), location.origin + location.pathname);
  let answer;
  try {
    answer = await fetch(url, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      redirect: "error",
      signal,
    });
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new Refusal(0, "The server does not answer, or wants you to log in again.");
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw new Refusal(answer.status, reason(answer, text));
  }
  if (!answer.headers.get("Content-Type")?.includes("json")) {
    throw new Refusal(0, "The server answered with something else than records. Do you have to log in again?");
  }
  return parseJson(text);
}

function reason(answer, text) {
  switch (answer.status) {
    case 401:
      return "You have to log in to see the log.";
    case 403:
      return "You may not see this.";
    default:
      return detail(answer, text) ?? "The server answered with status " + answer.status + ".";
  }
}

function detail(answer, text) {
  if (!answer.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return null;
  }
  return parseJson(text).get("detail");
}
