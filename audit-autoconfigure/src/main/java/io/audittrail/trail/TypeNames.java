package io.audittrail.trail;

import io.audittrail.line.LineType;
import io.audittrail.line.RowMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows under which names types and properties stand in the log, as both may have been called otherwise before, and how they
 * are mapped now.
 */
@FunctionalInterface
public interface TypeNames {

    /** Where nothing is known of types: each stands under its own name, a class under its simple one. */
    TypeNames AS_THEY_ARE = type -> {
        int last = Math.max(type.lastIndexOf('.'), type.lastIndexOf('$'));
        return last < 0 ? Set.of(type) : Set.of(type, type.substring(last + 1));
    };

    /**
     * The type's own name, those of its subclasses, and what each was called before.
     *
     * @param type as the log names it, or a class
     */
    Set<String> of(String type);

    /** The names under which a property stands, of whatever type. */
    default Set<String> ofProperty(String property) {
        return Set.of(property);
    }

    /** What a property of a type is called now, both named as in the log. */
    default String nowOf(String entity, String property) {
        return property;
    }

    /**
     * The tables in which the type's entities are; none where nobody knows.
     *
     * @param type as the log names it, or a class
     */
    default Set<String> tablesOf(String type) {
        return Set.of();
    }

    /**
     * The tables in which a change of one of the type's own entities changes rows: those in which they are, and those of the elements
     * of collections that have no table; none where nobody knows.
     *
     * @param entity as the log names it
     */
    default Set<String> reachedBy(String entity) {
        return Set.of();
    }

    /**
     * The tables of the elements that hold the key of a collection; none where it has a table itself, or nobody knows.
     *
     * @param entity as the log names it
     * @param property as the log names it
     */
    default Set<String> elementTablesOf(String entity, String property) {
        return Set.of();
    }

    /**
     * By tables, the columns in which elements have their place in a collection that no record tells of, because it is that of the
     * other side.
     */
    default Map<String, Set<String>> places() {
        return Map.of();
    }

    /** The types of which there may be something in the log now, as it names them. */
    default Set<String> audited() {
        return Set.of();
    }

    /**
     * How an id that an application holds, such as an object of its key class, stands in the log; empty where nobody knows.
     *
     * @param type as the log names it, or a class
     */
    default List<Object> idsOf(String type, Object id) {
        return List.of();
    }

    /** An entity type as the application maps it now. */
    interface Mapping {

        LineType id();

        /** Of a property as the log names it. Of a collection, the list of its elements. */
        LineType of(String property);

        /**
         * How the rows of one of its tables are mapped; null where the type has no such table.
         *
         * @param table by its name in the database
         */
        default @Nullable RowMapping rowsOf(String table) {
            return null;
        }
    }

    /**
     * How an entity type is mapped now; null where there is none in an audited unit, or nobody knows.
     *
     * @param unit as the log names it
     * @param entity as the log names it
     */
    default @Nullable Mapping mappingOf(@Nullable String unit, String entity) {
        return null;
    }

    /**
     * Why there may be nothing in the log, in sentences: the type is not audited, the property not recorded.
     *
     * @param type as the log names it, or a class
     */
    default List<String> remarks(String type, @Nullable String property) {
        return List.of();
    }
}
