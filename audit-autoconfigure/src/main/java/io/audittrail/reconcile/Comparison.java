package io.audittrail.reconcile;

import io.audittrail.AuditQuery;
import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Source;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.database.UnitDatabase;
import io.audittrail.database.UnitDatabases;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.trail.TypeNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One comparison: the log is read forwards, and each of its transactions looked up in the tables by its id. Beside it go the
 * tables' own transactions, by their begins; one that has begun waits for its end in the log. Not thread-safe.
 */
final class Comparison {

    /** A clock of the database may be ahead of ours. */
    private static final Duration BACK = Duration.ofMinutes(1);

    /** No transaction is waited for longer. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** So many transactions that the log has told of are remembered. */
    private static final int REMEMBERED = 100_000;

    private final AuditTrail log;
    private final UnitDatabases databases;
    private final EntityTables entities;
    private final TypeTables types;
    private final Instant from;
    private final Instant to;
    private final Findings findings = new Findings();
    private final Map<UnitDatabase, Awaited> awaited = new LinkedHashMap<>();
    private final Set<UUID> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    Comparison(
            AuditTrail log,
            UnitDatabases databases,
            TableNames tables,
            EntityTables entities,
            TypeNames names,
            Instant from,
            Instant to) {
        this.log = log;
        this.databases = databases;
        this.entities = entities;
        this.types = new TypeTables(names);
        this.from = from;
        this.to = to;
        databases
                .all()
                .forEach(database -> awaited.put(database, new Awaited(database, tables, from, to, told::contains)));
    }

    Findings run() throws IOException {
        Instant end = read(from.minus(BACK));
        advance(to);
        if (isAwaiting()) { // What was committed while we read may be in the log by now.
            read(end.minus(BACK));
        }
        missing(Instant.MAX);
        return findings;
    }

    /**
     * Reads beyond the range only while a transaction of the range is waited for.
     *
     * @return how far the log was read
     */
    private Instant read(Instant begin) throws IOException {
        Instant end = begin;
        AuditQuery query = AuditQuery.all().between(begin, to.plus(AHEAD)).oldestFirst();
        try (Stream<AuditRecord> records = log.stream(query)) {
            LogBatches batches = new LogBatches(records.iterator());
            while (batches.hasNext()) {
                List<LoggedTransaction> batch = batches.next();
                compare(batch);
                for (LoggedTransaction transaction : batch) {
                    end = end.isBefore(transaction.at()) ? transaction.at() : end;
                }
                advance(end);
                missing(end.minus(AHEAD));
                if (!end.isBefore(to.plus(BACK)) && !isAwaiting()) {
                    break;
                }
            }
        }
        return end;
    }

    private void advance(Instant end) throws IOException {
        for (Map.Entry<UnitDatabase, Awaited> each : awaited.entrySet()) {
            Awaited awaiting = each.getValue();
            while (awaiting.isBehind(end)) {
                outside(awaiting.advance(end), awaiting.rows());
                missing(each.getKey(), awaiting, Instant.MIN);
            }
        }
    }

    /** Those that have begun before that, and the log has not told of. */
    private void missing(Instant begin) throws IOException {
        for (Map.Entry<UnitDatabase, Awaited> each : awaited.entrySet()) {
            missing(each.getKey(), each.getValue(), begin);
        }
    }

    /** They may have come to nothing, of which the log tells nothing either. */
    private void missing(UnitDatabase database, Awaited awaiting, Instant begin) throws IOException {
        List<SeenTransaction> missing = awaiting.missing(begin);
        while (!missing.isEmpty()) {
            Map<UUID, TransactionComparison> compared = new LinkedHashMap<>();
            for (SeenTransaction each : missing) {
                compared.put(each.tx(), new TransactionComparison(new LoggedTransaction(each, database.unit()), types));
            }
            compare(database, compared);
            missing = awaiting.missing(begin);
        }
    }

    private void outside(List<SeenTransaction> transactions, SeenRows rows) throws IOException {
        if (transactions.isEmpty()) {
            return;
        }
        Map<UUID, SeenTransaction> byId =
                transactions.stream().collect(Collectors.toMap(SeenTransaction::tx, transaction -> transaction));
        findings.compared(byId.size());
        for (SeenRows.Count count : rows.counts(byId.keySet())) {
            SeenTransaction transaction = byId.get(count.tx());
            if (transaction != null) {
                findings.add(new Difference(
                        count.tx().toString(),
                        transaction.at(),
                        transaction.actor(),
                        Source.OUTSIDE,
                        count.table(),
                        count.operation(),
                        count.rows(),
                        0,
                        true));
            }
        }
    }

    private boolean isAwaiting() {
        return awaited.values().stream().anyMatch(each -> !each.isEmpty());
    }

    private void compare(List<LoggedTransaction> batch) throws IOException {
        Map<UnitDatabase, Map<UUID, TransactionComparison>> compared = new HashMap<>();
        Set<UUID> ids = new HashSet<>();
        for (LoggedTransaction transaction : batch) {
            if (!transaction.hasChanges()) {
                continue; // Of what triggers saw beside what was read, the log tells nothing.
            }
            ids.add(transaction.tx());
            UnitDatabase database = databases.of(transaction.unit());
            boolean isAsked =
                    !transaction.at().isBefore(from) && transaction.at().isBefore(to);
            if (isAsked && database != null && !told.contains(transaction.tx())) {
                compared.computeIfAbsent(database, first -> new LinkedHashMap<>())
                        .put(transaction.tx(), new TransactionComparison(transaction, types));
            }
        }
        for (Map.Entry<UnitDatabase, Map<UUID, TransactionComparison>> each : compared.entrySet()) {
            compare(each.getKey(), each.getValue());
        }
        told.addAll(ids);
        awaited.values().forEach(each -> each.told(ids));
    }

    private void compare(UnitDatabase database, Map<UUID, TransactionComparison> transactions) throws IOException {
        Awaited seen = awaited.get(database);
        if (seen == null) {
            return;
        }
        seen.rows().rows(transactions.keySet(), row -> {
            TransactionComparison comparison = transactions.get(row.tx());
            if (comparison != null) {
                comparison.take(row);
            }
        });
        for (TransactionComparison comparison : transactions.values()) {
            List<Long> untold = comparison.untold();
            comparison.look(untold.isEmpty() ? Map.of() : seen.rows().contents(untold));
            comparison.tell(findings, entities::tableOf);
        }
        findings.compared(transactions.size());
    }
}
