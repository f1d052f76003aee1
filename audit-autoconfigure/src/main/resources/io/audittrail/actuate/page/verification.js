// Whether the log holds, as the endpoint auditledger says. It may not be open to whoever looks at this page.

const verification = {
  verdict: byId("verdict"),
  startedAt: null,

  async show(parameters = "") {
    if (!LEDGER) {
      return;
    }
    try {
      const found = await ask(LEDGER + "/verification", parameters);
      verification.startedAt = found.get("startedAt") ?? null;
      verification.tell(found);
      if (found.get("state") === "running") {
        setTimeout(() => verification.show(), 1000);
      }
    } catch (e) {
      verification.say("unverified", "Not verified: " + e.message);
      byId("findings").replaceChildren();
    }
  },

  /** Asks for a result that is newer than the one that is there. */
  again() {
    const last = verification.startedAt === null ? Date.now() - 60_000 : Date.parse(verification.startedAt);
    verification.show(new URLSearchParams({ since: new Date(last + 1).toISOString() }));
  },

  tell(found) {
    const result = found.get("result");
    const details = document.querySelector("#verification details");
    if (found.get("state") === "running") {
      verification.say("running", "Verifying the log: " + percent(found.get("progress")));
    } else if (result === null) {
      verification.say("unverified", "Not verified: " + (found.get("failure") ?? "no reason is given"));
    } else {
      const isWhole = result.get("whole") === true;
      const when = timeElement(found.get("startedAt"));
      verification.say(isWhole ? "whole" : "damaged", isWhole ? "The log is whole" : damageCount(result), ", verified ", when);
    }
    details.hidden = false;
    byId("verify").disabled = found.get("state") === "running";
    byId("findings").replaceChildren(...(result === null ? [] : findings(result)));
  },

  say(state, ...text) {
    verification.verdict.className = state;
    verification.verdict.replaceChildren(...text);
  },
};

/** Where the endpoint of the ledger is; empty when it is not exposed. */
const LEDGER = document.querySelector("meta[name=ledger]").content;

function percent(progress) {
  const all = Number(progress?.get("of") ?? 0);
  return all === 0 ? "begun" : Math.floor((Number(progress.get("bytes")) / all) * 100) + " %";
}

const damageCount = (result) => "The log is damaged: " + count(result.get("damageCount"), "bad place");

function findings(result) {
  const parts = result.get("damages").map((damage) => element("p", { class: "problem" }, plain(String(damage))));
  for (const stream of result.get("streams")) {
    const lines = `: ${count(stream.get("lines"), "line")}, ${stream.get("firstSeq")} to ${stream.get("lastSeq")}`;
    const start = stream.get("startRemoved") === true ? ", older ones were removed" : "";
    parts.push(element("p", {}, plain(stream.get("stream")), lines + start));
    parts.push(element("p", { class: "hash" }, "hash ", element("code", {}, stream.get("hash"))));
  }
  parts.push(element("p", {}, checked(result)));
  return parts;
}

function checked(result) {
  if (result.get("checkpointsChecked") !== true) {
    return "There are no checkpoints to compare with: a cut at the end, or a log written anew, is not seen.";
  }
  return result.get("signaturesChecked") === true
    ? "Compared with the checkpoints and their signatures."
    : "Compared with the checkpoints, which are not signed.";
}
