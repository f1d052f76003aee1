package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.tables.TableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts triggers on tables, for tests that read what these write. */
public final class Captured {

    private static final TriggerSettings SETTINGS =
            TriggerSettings.of(new TableNames(null, "audit_transaction", "audit_activity"));

    private final String unit;
    private final JdbcTemplate sql;
    private final List<MappedTable> tables = new ArrayList<>();

    /** @param sql where the audit tables are */
    public Captured(String unit, JdbcTemplate sql) {
        this.unit = unit;
        this.sql = sql;
    }

    /**
     * @param entity null for a table of none
     * @param key the columns, as they are called in an id
     */
    public void record(String table, @Nullable String entity, Map<String, String> key, Set<String> masked) {
        tables.add(new MappedTable("public", table, entity, null, key, null, Set.of(), masked, Set.of()));
        TriggerSchema schema = new TriggerSchema(new MappedUnit(unit, tables, List.of()), SETTINGS);
        sql.execute((ConnectionCallback<SchemaDifference>) schema::apply);
    }

    /** A table whose key stands in ids as it is. */
    public void record(String table, @Nullable String entity, String... key) {
        record(table, entity, Set.of(key).stream().collect(Collectors.toMap(name -> name, name -> name)), Set.of());
    }
}
