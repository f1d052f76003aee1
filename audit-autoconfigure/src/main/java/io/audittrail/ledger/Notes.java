package io.audittrail.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has to say of itself before the next record: its start, its policy, its repairs. It waits here with its
 * own time until it is written. Thread-safe, and waits for nobody who writes.
 */
final class Notes {

    /** What becomes a control line. */
    record Note(Instant at, String control, Map<String, ?> details) {}

    private final LedgerSettings.Application application;
    private final Clock clock;
    private final Policy policy = new Policy();
    private final List<Note> pending = new ArrayList<>();
    private @Nullable String digest;
    private volatile boolean started;
    private volatile boolean some;

    Notes(LedgerSettings.Application application, Clock clock) {
        this.application = application;
        this.clock = clock;
    }

    /** What was found when the files were opened: it comes before everything else. */
    synchronized void found(@Nullable String policyDigest, List<Map<String, Object>> repairs) {
        for (int i = 0; i < repairs.size(); i++) {
            pending.add(i, new Note(clock.instant(), "tail-repaired", repairs.get(i)));
        }
        String now = digest;
        if (now == null) {
            digest = policyDigest;
        } else if (policyDigest != null && !policyDigest.equals(now)) {
            add("policy-changed", changed(policyDigest, now));
        }
        some = !pending.isEmpty();
    }

    /** Begins, once. */
    void start() {
        if (!started) {
            addStart();
        }
    }

    boolean isStarted() {
        return started;
    }

    private synchronized void addStart() {
        if (started) {
            return;
        }
        String before = digest;
        String now = policy.digest();
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("policyDigest", now);
        if (application.name() != null) {
            details.put("application", application.name());
        }
        if (application.version() != null) {
            details.put("version", application.version());
        }
        details.put("policy", policy.parts());
        add("started", details);
        if (before != null && !before.equals(now)) {
            add("policy-changed", changed(before, now));
        }
        digest = now;
        started = true;
    }

    synchronized void policy(String key, Map<String, ?> part) {
        policy.put(key, part);
        String before = digest;
        String now = policy.digest();
        if (started && before != null && !before.equals(now)) {
            Map<String, @Nullable Object> details = changed(before, now);
            details.put("policy", policy.parts());
            add("policy-changed", details);
            digest = now;
        }
    }

    /** Ends, if it ever began. */
    synchronized void stop() {
        if (started) {
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("policyDigest", digest);
            add("stopped", details);
        }
    }

    private void add(String control, Map<String, ?> details) {
        pending.add(new Note(clock.instant(), control, details));
        some = true;
    }

    private static Map<String, @Nullable Object> changed(String before, String now) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("policyDigest", now);
        details.put("previousPolicyDigest", before);
        return details;
    }

    boolean isEmpty() {
        return !some;
    }

    synchronized List<Note> pending() {
        return List.copyOf(pending);
    }

    /** The oldest of them are in the log. */
    synchronized void said(int count) {
        pending.subList(0, count).clear();
        some = !pending.isEmpty();
    }

    /** The policy in force. */
    synchronized @Nullable String digest() {
        return digest;
    }
}
