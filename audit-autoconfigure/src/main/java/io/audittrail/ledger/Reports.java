package io.audittrail.ledger;

import io.audittrail.transaction.Failures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What fails in a stream concerns every context that writes to it. Thread-safe. */
final class Reports {

    private final List<Failures> holders = new CopyOnWriteArrayList<>();

    void add(Failures holder) {
        holders.add(holder);
    }

    /** The last one stays: somebody has to hear what comes too late. */
    void remove(Failures holder) {
        if (holders.size() > 1) {
            holders.remove(holder);
        }
    }

    void report(String kind, String what, Throwable cause) {
        holders.stream().distinct().forEach(holder -> holder.report(kind, what, cause));
    }
}
