package io.audittrail.reconcile;

import io.audittrail.AuditRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as they come from the log, put together to transactions, some at a time. Not thread-safe. */
final class LogBatches implements Iterator<List<LoggedTransaction>> {

    private static final int MOST_TRANSACTIONS = 200;
    private static final int MOST_RECORDS = 10_000;

    /** The records of a transaction have one time: later none of it comes, unless a line is missing. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Iterator<AuditRecord> records;
    private final Map<UUID, LoggedTransaction> open = new LinkedHashMap<>();

    LogBatches(Iterator<AuditRecord> records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext() || !open.isEmpty();
    }

    /** In the order of their times, as far as the log is. */
    @Override
    public List<LoggedTransaction> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<LoggedTransaction> complete = new ArrayList<>();
        int size = 0;
        while (records.hasNext() && complete.size() < MOST_TRANSACTIONS && size < MOST_RECORDS) {
            AuditRecord record = records.next();
            UUID tx = uuid(record.tx());
            if (tx == null) {
                continue;
            }
            LoggedTransaction transaction = open.computeIfAbsent(tx, first -> new LoggedTransaction(first, record));
            transaction.add(record);
            if (transaction.isComplete()) {
                open.remove(tx);
                complete.add(transaction);
                size += transaction.size();
            }
            complete.addAll(tooOld(record));
        }
        if (!records.hasNext()) {
            complete.addAll(open.values());
            open.clear();
        }
        return complete;
    }

    /** Of which lines are missing. */
    private List<LoggedTransaction> tooOld(AuditRecord now) {
        if (open.size() < 2) {
            return List.of();
        }
        List<LoggedTransaction> old = open.values().stream()
                .filter(transaction -> transaction.at().plus(PATIENCE).isBefore(now.at()))
                .toList();
        old.forEach(transaction -> open.remove(transaction.tx()));
        return old;
    }

    private static @Nullable UUID uuid(String tx) {
        try {
            return UUID.fromString(tx);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
