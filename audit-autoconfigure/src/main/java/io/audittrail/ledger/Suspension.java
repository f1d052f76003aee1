package io.audittrail.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A time in which records could not be written. They are gone; that they are, the log says as soon as it can. */
final class Suspension {

    private final Instant since;
    private final String reason;
    private long transactions;
    private long records;
    private boolean begunInLog;

    Suspension(Instant since, String reason) {
        this.since = since;
        this.reason = reason;
    }

    void lost(int count) {
        transactions++;
        records += count;
    }

    /** For the {@code suspended} line. */
    Instant since() {
        return since;
    }

    Map<String, Object> beginning() {
        return Map.of("reason", reason);
    }

    /** For the {@code resumed} line. */
    Map<String, Object> end() {
        return new TreeMap<>(Map.of("transactions", transactions, "records", records));
    }

    /** Whether the log has the first of the two lines: writing may fail again between them. */
    boolean isBegunInLog() {
        return begunInLog;
    }

    void begunInLog() {
        begunInLog = true;
    }
}
