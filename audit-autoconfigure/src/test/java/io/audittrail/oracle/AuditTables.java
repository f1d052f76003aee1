package io.audittrail.oracle;

import io.audittrail.testing.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the audit tables say, from where they were read the last time. What changed is taken from their JSON; a statement,
 * which has none, from its line.
 */
final class AuditTables {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;
    private long last;

    AuditTables(TestDatabase at) {
        database = new JdbcTemplate(new DriverManagerDataSource(at.url(), at.user(), at.password()));
    }

    /** What was written since the last time. */
    Log.Part next() {
        List<String> faults = new ArrayList<>();
        List<JsonNode> lines = database.query("""
                select a.*, coalesce(a.actor, t.actor) as by, t.context, t.native_id
                from audit_activity a join audit_transaction t on t.id = a.transaction_id
                where a.id > ? order by a.id
                """, (row, n) -> line(row, faults), last);
        Log.Part part = Log.part(lines);
        faults.addAll(part.faults());
        return new Log.Part(part.effects(), faults);
    }

    /** As the log would have it. */
    private JsonNode line(ResultSet row, List<String> faults) throws SQLException {
        last = row.getLong("id");
        ObjectNode line = (ObjectNode) json(row.getString("line"));
        line.put("tx", row.getString("transaction_id"));
        line.put("n", row.getInt("n"));
        line.put("actor", row.getString("by"));
        line.set("context", json(row.getString("context")));
        if (!line.has("statement")) {
            String operation = row.getString("operation");
            line.put("action", operation.equals("INSERT") ? "CREATE" : operation);
            line.put("entity", row.getString("entity"));
            line.set("entityId", json(row.getString("entity_id")));
            ObjectNode before = (ObjectNode) json(row.getString("old_data"));
            ObjectNode after = (ObjectNode) json(row.getString("changed_data"));
            checkWhole(row, operation.equals("INSERT") ? after : before, faults);
            line.set("changes", changes(operation, before, after));
        }
        return line;
    }

    /** A new entity is told as a whole, and so is what another was. */
    private static void checkWhole(ResultSet row, ObjectNode told, List<String> faults) throws SQLException {
        Set<String> missing = new TreeSet<>(Tables.attributesOf(row.getString("entity")));
        missing.removeAll(told.propertyNames());
        if (!missing.isEmpty()) {
            faults.add("The row " + row.getLong("id") + " does not tell of " + missing + ": " + row.getString("line"));
        }
    }

    private static ObjectNode changes(String operation, ObjectNode before, ObjectNode after) {
        ObjectNode changes = JSON.createObjectNode();
        Set<String> names = new TreeSet<>((operation.equals("DELETE") ? before : after).propertyNames());
        for (String name : names) {
            JsonNode was = before.path(name);
            JsonNode is = after.path(name);
            ObjectNode change = changes.putObject(name);
            if (operation.equals("UPDATE") && is.has("added")) {
                change.setAll((ObjectNode) is);
            } else if (operation.equals("INSERT") && is.isArray()) {
                change.set("added", is);
            } else if (operation.equals("DELETE") && was.isArray()) {
                change.set("removed", was);
            } else {
                change.set("old", was);
                change.set("new", is);
            }
        }
        return changes;
    }

    private static JsonNode json(@Nullable String text) {
        return JSON.readTree(Objects.requireNonNull(text));
    }
}
