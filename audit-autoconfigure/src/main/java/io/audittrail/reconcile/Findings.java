package io.audittrail.reconcile;

import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Report;
import io.audittrail.AuditReconciliation.Source;
import io.audittrail.AuditReconciliation.Total;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found so far. Not thread-safe. */
final class Findings {

    /** So many that are explained are listed, and so many that are not. */
    private static final int MOST = 500;

    private final Map<Kind, long[]> totals = new LinkedHashMap<>();
    private final List<Difference> explained = new ArrayList<>();
    private final List<Difference> unexplained = new ArrayList<>();
    private long transactions;
    private long unexplainedCount;
    private long unlisted;

    /** What differences have in common. */
    record Kind(String table, String operation, Source source, boolean explained) {}

    void compared(long more) {
        transactions += more;
    }

    void add(Difference difference) {
        Kind kind = new Kind(difference.table(), difference.operation(), difference.source(), difference.explained());
        long[] sums = totals.computeIfAbsent(kind, first -> new long[3]);
        sums[0]++;
        sums[1] += difference.rows();
        sums[2] += difference.records();
        List<Difference> listed = difference.explained() ? explained : unexplained;
        if (!difference.explained()) {
            unexplainedCount++;
        }
        if (listed.size() < MOST) {
            listed.add(difference);
        } else {
            unlisted++;
        }
    }

    Report report(Instant from, Instant to, List<String> notes) {
        List<Difference> all = new ArrayList<>(unexplained);
        all.addAll(explained);
        all.sort(Comparator.comparing(Difference::at));
        return new Report(
                from,
                to,
                transactions,
                unexplainedCount,
                all,
                unlisted,
                totals.entrySet().stream()
                        .map(total -> total(total.getKey(), total.getValue()))
                        .toList(),
                notes);
    }

    private static Total total(Kind kind, long[] sums) {
        return new Total(kind.table(), kind.operation(), kind.source(), kind.explained(), sums[0], sums[1], sums[2]);
    }
}
