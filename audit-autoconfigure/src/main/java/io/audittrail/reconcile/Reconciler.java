package io.audittrail.reconcile;

import io.audittrail.AuditQuery;
import io.audittrail.AuditReconciliation;
import io.audittrail.database.UnitDatabases;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.trail.JdbcAuditTrail;
import io.audittrail.trail.TypeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Compares the log in files with what triggers wrote into the audit tables. Keeps nothing between two comparisons. Thread-safe. */
public final class Reconciler implements AuditReconciliation {

    private final FileAuditTrail log;
    private final UnitDatabases databases;
    private final TableNames tables;
    private final EntityTables entities;
    private final TypeNames names;

    public Reconciler(
            FileAuditTrail log, UnitDatabases databases, TableNames tables, EntityTables entities, TypeNames names) {
        this.log = log;
        this.databases = databases;
        this.tables = tables;
        this.entities = entities;
        this.names = names;
    }

    @Override
    public Report between(Instant from, Instant to) {
        Instant begin = from.truncatedTo(ChronoUnit.MICROS);
        Instant end = to.truncatedTo(ChronoUnit.MICROS);
        if (!begin.isBefore(end)) {
            throw new IllegalArgumentException("to " + to + " is not after from " + from);
        }
        try {
            Findings findings = new Comparison(log.asWritten(), databases, tables, entities, names, begin, end).run();
            return findings.report(begin, end, notes(begin, end));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** What is not there any more, or elsewhere. */
    private List<String> notes(Instant from, Instant to) {
        AuditQuery any = AuditQuery.all().between(from, to).oldestFirst().limit(1);
        JdbcAuditTrail seen = new JdbcAuditTrail(databases::all, tables, names);
        return Stream.concat(log.find(any).notes().stream(), seen.find(any).notes().stream())
                .distinct()
                .toList();
    }
}
