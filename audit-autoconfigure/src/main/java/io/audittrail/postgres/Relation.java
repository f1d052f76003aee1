package io.audittrail.postgres;

import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog has it.
 *
 * @param kind as {@code pg_class} has it
 * @param parents of which it is a partition, or from which it inherits
 * @param children its partitions, or what inherits from it
 * @param key the columns of its primary key, in order; empty when it has none
 */
record Relation(
        long oid,
        String schema,
        String name,
        String kind,
        boolean isPartition,
        List<Long> parents,
        List<Long> children,
        List<String> key,
        List<Column> columns) {

    /**
     * @param type without constraints, and whichever search path is set
     * @param isComputed when it is read, and not when it is written
     */
    record Column(String name, String type, boolean isComputed) {}

    Relation {
        parents = List.copyOf(parents);
        children = List.copyOf(children);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** To be used in statements. */
    String quoted() {
        return SqlNames.quoted(schema, name);
    }

    boolean isView() {
        return kind.equals("v") || kind.equals("m");
    }

    boolean isPartitioned() {
        return kind.equals("p");
    }

    /** Whether a statement on one of them may change rows of another, with other columns. */
    boolean inherits() {
        return (!isPartition && !parents.isEmpty()) || (!isPartitioned() && !children.isEmpty());
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}
