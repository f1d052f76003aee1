package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.tables.TableNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Puts triggers on tables whose changes the ORM records as well, for tests that compare the two. */
public final class Captured {

    private static final TriggerSettings SETTINGS =
            TriggerSettings.of(new TableNames(null, "audit_transaction", "audit_activity"));

    private final List<MappedTable> tables = new ArrayList<>();
    private final String unit;

    public Captured(String unit) {
        this.unit = unit;
    }

    /**
     * @param entity null for a table of none
     * @param id the columns, and what they are called in an id
     */
    public Captured with(String table, @Nullable String entity, Map<String, String> id, Set<String> masked) {
        tables.add(new MappedTable(null, table, entity, null, id, null, Set.of(), masked, masked));
        return this;
    }

    /** A table whose columns stand in ids under their own names. */
    public Captured with(String table, @Nullable String entity, String... id) {
        return with(table, entity, Stream.of(id).collect(Collectors.toMap(name -> name, name -> name)), Set.of());
    }

    public void apply(DataSource source) {
        try (Connection connection = source.getConnection()) {
            new TriggerSchema(new MappedUnit(unit, tables, List.of()), SETTINGS).apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
