package io.audittrail.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database with tables of ours, of one or more audited units. Thread-safe. */
public final class UnitDatabase {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    /** The SQLState for what a role may not do. */
    private static final String DENIED = "42501";

    private final String unit;
    private final DataSource dataSource;
    private final OurTables tables;
    private final Transactions transactions;
    private final Dialect dialect;

    /** @param unit the first that uses it, for messages and names */
    UnitDatabase(String unit, DataSource dataSource, OurTables tables) {
        this.unit = unit;
        this.dataSource = dataSource;
        this.tables = tables;
        this.transactions = new Transactions(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            Dialect known = Dialect.of(connection);
            if (known == null) {
                throw new UnusableDatabaseException(
                        tables.setting() + " knows H2, PostgreSQL, MariaDB and MySQL, and not "
                                + connection.getMetaData().getDatabaseProductName(),
                        "Set " + tables.without() + ", or audit a unit in one of these databases.",
                        null);
            }
            this.dialect = known;
        } catch (SQLException e) {
            throw new UnusableDatabaseException(
                    tables.setting() + " needs the database of the persistence unit '" + unit
                            + "', which cannot be reached: " + e.getMessage(),
                    "Start the database first.",
                    e);
        }
    }

    public String unit() {
        return unit;
    }

    DataSource dataSource() {
        return dataSource;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Lets somebody create the tables, unless all is there: whoever creates a view again waits for those who read it. What
     * the role may not read is there as well, and is not the role's to create again. Another instance that starts at the same
     * time may be quicker by a table, with each of them. Then it has that one, and perhaps not yet the next.
     */
    void prepare(Runnable prepare) {
        SQLException missing = failure(tables.probes());
        SQLException failure = missing == null ? failure(tables.extras()) : missing;
        if (failure == null) {
            return;
        }
        if (isDenied(failure)) {
            warnOfExtras();
            return;
        }
        for (int left = tables.probes().size() + tables.extras().size(); ; left--) {
            try {
                prepare.run();
                warnOfExtras();
                return;
            } catch (RuntimeException e) {
                if (left == 0) {
                    checkInstead(e);
                    return;
                }
            }
        }
    }

    private void warnOfExtras() {
        SQLException failure = failure(tables.probes()) == null ? failure(tables.extras()) : null;
        if (failure != null) {
            log.warn(
                    "The views of {} are not there as they should be in the database of the persistence unit '{}': {}."
                            + " Nothing else needs them",
                    tables.setting(),
                    unit,
                    failure.getMessage());
        }
    }

    private void checkInstead(RuntimeException cause) {
        try {
            check();
            warnOfExtras();
        } catch (UnusableDatabaseException missing) {
            cause.addSuppressed(missing);
            throw cause;
        }
    }

    /** Requires that the tables are there, as they should be. */
    void check() {
        SQLException failure = failure(tables.probes());
        if (failure != null) {
            throw isDenied(failure) ? denied(failure) : missing(failure);
        }
    }

    private UnusableDatabaseException missing(SQLException failure) {
        return new UnusableDatabaseException(
                "A table of " + tables.setting() + " is missing in the database of the persistence unit '" + unit
                        + "', or is another than it should be: " + failure.getMessage(),
                "Create the tables with the script " + tables.script() + dialect.script()
                        + ", which is on the classpath: copy it to the application's migrations, or let the"
                        + " application run it with " + tables.initialize() + "=always.",
                failure);
    }

    private UnusableDatabaseException denied(SQLException failure) {
        String role = role();
        return new UnusableDatabaseException(
                "The role " + role + " may not read a table of " + tables.setting()
                        + " in the database of the persistence unit '" + unit + "': " + failure.getMessage(),
                "Let who owns the tables give it what it needs: grant " + tables.rights() + " to " + role + ".",
                failure);
    }

    private String role() {
        try (Connection connection = dataSource.getConnection()) {
            return '"' + connection.getMetaData().getUserName() + '"';
        } catch (SQLException e) {
            return "of the application";
        }
    }

    private static boolean isDenied(SQLException failure) {
        return DENIED.equals(failure.getSQLState());
    }

    private @Nullable SQLException failure(List<String> probes) {
        try (Connection connection = dataSource.getConnection()) {
            for (String probe : probes) {
                try (PreparedStatement select = connection.prepareStatement(probe)) {
                    select.executeQuery().close();
                }
            }
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
