package io.audittrail.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** A database with our tables, of one or more audited units. Thread-safe. */
final class OutboxDatabase {

    static final List<String> TABLES = List.of(
            "select id, owner, tx, chunk, records, total, written_at, content from audit_outbox where 1 = 0",
            "select stream, seq, hash, checkpoint_at, signature, drained_seq from audit_anchor where 1 = 0",
            "select name, holder, place, token, expires_at from audit_lease where 1 = 0");

    private final String unit;
    private final DataSource dataSource;
    private final Transactions transactions;
    private final Dialect dialect;

    /** @param unit the first that uses it, for messages and names */
    OutboxDatabase(String unit, DataSource dataSource) {
        this.unit = unit;
        this.dataSource = dataSource;
        this.transactions = new Transactions(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            this.dialect = Dialect.of(connection);
        } catch (SQLException e) {
            throw new OutboxUnavailableException(
                    "audit.delivery=guaranteed needs the database of the persistence unit '" + unit
                            + "', which cannot be reached: " + e.getMessage(),
                    "Start the database first.",
                    e);
        }
    }

    String unit() {
        return unit;
    }

    DataSource dataSource() {
        return dataSource;
    }

    Transactions transactions() {
        return transactions;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Requires that the tables are there, as they should be. */
    void check() {
        try (Connection connection = dataSource.getConnection()) {
            for (String table : TABLES) {
                try (PreparedStatement select = connection.prepareStatement(table)) {
                    select.executeQuery().close();
                }
            }
        } catch (SQLException e) {
            throw new OutboxUnavailableException(
                    "A table of audit.delivery=guaranteed is missing in the database of the persistence unit '" + unit
                            + "', or is another than it should be: " + e.getMessage(),
                    "Create the tables with the script io/audittrail/outbox/schema-"
                            + dialect.name().toLowerCase(Locale.ROOT) + ".sql, which is on the classpath: copy it to"
                            + " the application's migrations, or let the application run it with"
                            + " audit.outbox.initialize-schema=always.",
                    e);
        }
    }
}
