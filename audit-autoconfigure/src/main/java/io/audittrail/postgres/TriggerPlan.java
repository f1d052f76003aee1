package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tables of a database get triggers: those of the mapping, their partitions, and what inherits from them. */
final class TriggerPlan {

    private static final String LEAVE_OUT =
            "leave its entity out of auditing (audit.entities.exclude), or the collection"
                    + " whose elements it has (audit.properties.exclude)";

    private final TriggerSettings settings;
    private final Map<Long, Relation> relations;
    private final Map<Long, MappedTable> mapped;
    private final Map<Long, TriggeredTable> tables = new LinkedHashMap<>();

    private TriggerPlan(TriggerSettings settings, Map<Long, Relation> relations, Map<Long, MappedTable> mapped) {
        this.settings = settings;
        this.relations = relations;
        this.mapped = mapped;
    }

    /**
     * @param mapped by the numbers that the tables have
     * @throws TriggerSchemaException when one of them cannot have triggers
     */
    static List<TriggeredTable> of(Map<Long, MappedTable> mapped, TriggerSettings settings, Catalog catalog)
            throws SQLException {
        TriggerPlan plan = new TriggerPlan(settings, catalog.relations(mapped.keySet()), mapped);
        mapped.keySet().forEach(plan::add);
        return List.copyOf(plan.tables.values());
    }

    /** @return the tables of the mapping, by the numbers that they have */
    static Map<Long, MappedTable> resolved(MappedUnit unit, Catalog catalog) throws SQLException {
        List<Long> oids = catalog.oids(unit.tables().stream()
                .map(table -> table.schema() == null
                        ? SqlNames.quoted(table.name())
                        : SqlNames.quoted(table.schema(), table.name()))
                .toList());
        Map<Long, MappedTable> resolved = new LinkedHashMap<>();
        for (int i = 0; i < oids.size(); i++) {
            MappedTable table = unit.tables().get(i);
            long oid = oids.get(i);
            if (oid == Catalog.NONE) {
                throw new TriggerSchemaException(
                        "There is no table " + called(table) + ", which persistence unit '" + unit.name() + "' has",
                        "make it before its triggers, or " + LEAVE_OUT);
            }
            MappedTable other = resolved.putIfAbsent(oid, table);
            if (other != null && !other.equals(table)) {
                throw new TriggerSchemaException(
                        called(other) + " and " + called(table) + " are the same table, mapped in two ways",
                        "name its schema in both mappings, or in none");
            }
        }
        return resolved;
    }

    private static String called(MappedTable table) {
        return table.schema() == null
                ? SqlNames.quoted(table.name()) + " on the search path"
                : SqlNames.quoted(table.schema(), table.name());
    }

    private void add(long oid) {
        Relation root = relation(oid);
        if (root.isView()) {
            return;
        }
        refuseUnlessTable(root);
        if (root.key().isEmpty()) {
            throw new TriggerSchemaException(
                    "Table " + root.quoted() + " has no primary key, by which a row could be told from others",
                    "add one, or " + LEAVE_OUT);
        }
        MappedTable mapping = mapping(oid);
        boolean isRowByRow = isRowByRow(root);
        tables.put(oid, table(root, root, mapping, root.key(), isRowByRow, false));
        Deque<Long> children = new ArrayDeque<>(root.children());
        while (!children.isEmpty()) {
            long each = children.poll();
            Relation child = relation(each);
            if (!mapped.containsKey(each) && !tables.containsKey(each)) {
                refuseUnlessTable(child);
                tables.put(
                        each,
                        child.isPartition()
                                ? table(child, root, mapping, root.key(), false, isRowByRow)
                                : table(
                                        child,
                                        child,
                                        mapping,
                                        child.key().isEmpty() ? root.key() : child.key(),
                                        true,
                                        false));
                children.addAll(child.children());
            }
        }
    }

    /** Also a partition whose table is not audited: nobody names it in a statement on that table. */
    private boolean isRowByRow(Relation relation) {
        return relation.inherits()
                || (relation.isPartition() && relation.parents().stream().noneMatch(relations::containsKey));
    }

    private TriggeredTable table(
            Relation relation,
            Relation named,
            MappedTable mapping,
            List<String> key,
            boolean isRowByRow,
            boolean hasRowsElsewhere) {
        String companion = settings.layout() == TriggerSettings.Layout.SHADOW
                ? SqlNames.quoted(named.schema(), settings.companion(named.name()))
                : null;
        return new TriggeredTable(relation, named, mapping, key, isRowByRow, hasRowsElsewhere, companion);
    }

    private static void refuseUnlessTable(Relation relation) {
        if (!relation.kind().equals("r") && !relation.kind().equals("p")) {
            throw new TriggerSchemaException(
                    relation.quoted() + " is " + (relation.kind().equals("f") ? "a foreign table" : "no table")
                            + ", and what changes there is not seen by triggers here",
                    LEAVE_OUT + ", or detach it where it is a partition");
        }
    }

    private Relation relation(long oid) {
        Relation relation = relations.get(oid);
        if (relation == null) {
            throw new TriggerSchemaException("A table went away while it was looked at", "try again");
        }
        return relation;
    }

    private MappedTable mapping(long oid) {
        MappedTable mapping = mapped.get(oid);
        if (mapping == null) {
            throw new IllegalStateException("Not mapped: " + oid);
        }
        return mapping;
    }
}
