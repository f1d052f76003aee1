package io.audittrail.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases of the audited units with the tables that something needs in them, as they come into view. Thread-safe. */
public final class UnitDatabases {

    private final OurTables tables;
    private final List<UnitDatabase> databases = new ArrayList<>();
    private final Map<String, UnitDatabase> byUnit = new ConcurrentHashMap<>();
    private boolean complete;

    public UnitDatabases(OurTables tables) {
        this.tables = tables;
    }

    public OurTables tables() {
        return tables;
    }

    /**
     * Adds the database of a unit; units may share one.
     *
     * @param prepare what creates the tables, where that is wanted
     */
    public synchronized void add(String unit, DataSource dataSource, Runnable prepare) {
        for (UnitDatabase known : databases) {
            if (known.dataSource() == dataSource) {
                byUnit.put(unit, known);
                return;
            }
        }
        UnitDatabase database = new UnitDatabase(unit, dataSource, tables);
        database.prepare(prepare);
        if (complete) {
            database.check();
        }
        databases.add(database);
        byUnit.put(unit, database);
    }

    public boolean has(String unit) {
        return byUnit.containsKey(unit);
    }

    /**
     * Requires the tables, once everybody who may create them has done so: a transaction that finds them missing is too
     * late.
     */
    public synchronized void requireTables() {
        complete = true;
        databases.forEach(UnitDatabase::check);
    }

    public @Nullable UnitDatabase of(String unit) {
        return byUnit.get(unit);
    }

    public synchronized List<UnitDatabase> all() {
        return List.copyOf(databases);
    }
}
