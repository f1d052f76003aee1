package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.database.UnitDatabase;
import io.audittrail.tables.TableNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the audit tables of the audited units, as {@link FileAuditTrail} reads files. Within a database records come in the
 * order of their times, and of one time in that of writing. Holds no connection between queries, nor while somebody looks
 * at what was found. Thread-safe.
 */
public final class JdbcAuditTrail extends ReadTrail {

    private final Supplier<List<UnitDatabase>> databases;
    private final TableNames tables;
    private final TypeNames names;

    /** @param databases those that have the tables */
    public JdbcAuditTrail(Supplier<List<UnitDatabase>> databases, TableNames tables, TypeNames names) {
        super(names);
        this.databases = databases;
        this.tables = tables;
        this.names = names;
    }

    @Override
    RecordReading open(Criteria criteria, Remarks remarks) {
        return new TableReading(databases.get(), tables, names, criteria, remarks);
    }

    @Override
    UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("The audit tables (audit.tables) cannot be read: " + cause.getMessage(), cause);
    }

    /** None: what is committed is in the tables, together with what it tells of. */
    @Override
    public List<AuditGap> gaps() {
        return List.of();
    }
}
