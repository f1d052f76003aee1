package io.audittrail.postgres;

import io.audittrail.tables.TableNames;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts triggers on tables, for tests that read what these write. */
public final class Captured {

    private static final TableNames NAMES = new TableNames(null, "audit_transaction", "audit_activity");

    private final CaptureFunctions functions = new CaptureFunctions("public", NAMES);
    private final String unit;
    private final Consumer<String> sql;

    /** @param sql what runs statements where the audit tables are */
    public Captured(String unit, Consumer<String> sql) {
        this.unit = unit;
        this.sql = sql;
        functions.statements().forEach(sql);
    }

    public Captured(String unit, JdbcTemplate sql) {
        this(unit, (Consumer<String>) sql::execute);
    }

    /**
     * @param entity null for a table of none
     * @param key the columns, as they are called in an id
     */
    public void record(String table, @Nullable String entity, Map<String, String> key, Set<String> masked) {
        new TriggeredTable("public", table, unit, entity, key, null, Set.of(), masked, false)
                .statements(functions)
                .forEach(sql);
    }

    /** A table whose key stands in ids as it is. */
    public void record(String table, @Nullable String entity, String... key) {
        record(table, entity, Set.of(key).stream().collect(Collectors.toMap(name -> name, name -> name)), Set.of());
    }
}
