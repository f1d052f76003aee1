package io.audittrail.reconcile;

import io.audittrail.database.UnitDatabase;
import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The transactions of a database that the log is still to tell of, read as far as the log is. Not thread-safe. */
final class Awaited {

    /** No more are waited for. */
    private static final int MOST = 100_000;

    /** So many are told of together. */
    private static final int SOME = 1_000;

    /** So many of which the log tells nothing are looked at together. */
    private static final int FEW = 100;

    private final SeenRows rows;
    private final Instant from;
    private final Instant before;
    private final Predicate<UUID> isKnown;
    private final Map<UUID, SeenTransaction> awaited = new LinkedHashMap<>();
    private final List<SeenTransaction> ahead = new ArrayList<>();
    private int next;
    private @Nullable SeenTransaction last;
    private boolean isWholeRead;

    /** @param isKnown whether the log has told of a transaction already */
    Awaited(UnitDatabase database, TableNames tables, Instant from, Instant before, Predicate<UUID> isKnown) {
        this.rows = new SeenRows(database, tables);
        this.from = from;
        this.before = before;
        this.isKnown = isKnown;
    }

    SeenRows rows() {
        return rows;
    }

    /**
     * Goes on to the transactions that began by then, some at a time.
     *
     * @return those that were done outside
     */
    List<SeenTransaction> advance(Instant to) throws IOException {
        List<SeenTransaction> outside = new ArrayList<>();
        for (int i = 0; i < SOME && isBehind(to); i++) {
            SeenTransaction transaction = ahead.get(next++);
            if (transaction.isOutside()) {
                outside.add(transaction);
            } else if (!isKnown.test(transaction.tx())) {
                awaited.put(transaction.tx(), transaction);
            }
        }
        return outside;
    }

    /** Whether there are more that began by then. */
    boolean isBehind(Instant to) throws IOException {
        return hasNext() && !ahead.get(next).at().isAfter(to);
    }

    private boolean hasNext() throws IOException {
        if (next == ahead.size() && !isWholeRead) {
            ahead.clear();
            ahead.addAll(rows.transactions(from, before, last));
            isWholeRead = SeenRows.isLast(ahead);
            last = ahead.isEmpty() ? last : ahead.get(ahead.size() - 1);
            next = 0;
        }
        return next < ahead.size();
    }

    void told(Set<UUID> transactions) {
        awaited.keySet().removeAll(transactions);
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    /** Some of those that the log should have told of, as they began before that, or are too many; none when there are no more. */
    List<SeenTransaction> missing(Instant begin) {
        List<SeenTransaction> missing = new ArrayList<>();
        Iterator<SeenTransaction> all = awaited.values().iterator();
        while (all.hasNext() && missing.size() < FEW) {
            SeenTransaction eldest = all.next();
            if (awaited.size() <= MOST && !eldest.at().isBefore(begin)) {
                break;
            }
            missing.add(eldest);
            all.remove();
        }
        return missing;
    }
}
