package io.audittrail.tables;

import io.audittrail.ChangeRecord;
import io.audittrail.Entry;
import io.audittrail.StatementRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** In which table the rows of an entity are, as far as it is known. Thread-safe. */
public final class EntityTables {

    private final Map<String, Map<String, Place>> units = new ConcurrentHashMap<>();

    /**
     * A table.
     *
     * @param schema null where the mapping names none
     */
    record Place(@Nullable String schema, String table) {

        /** @param name perhaps with a schema, and a catalog, before it */
        static Place of(String name) {
            int last = name.lastIndexOf('.');
            String before = last < 0 ? null : name.substring(0, last);
            return new Place(
                    before == null ? null : before.substring(before.lastIndexOf('.') + 1), name.substring(last + 1));
        }
    }

    /** @param tables the first of each type, by the JPA name of the type */
    public void ready(String unit, Map<String, String> tables) {
        Map<String, Place> places = new ConcurrentHashMap<>();
        tables.forEach((entity, table) -> places.put(entity, Place.of(table)));
        units.put(unit, places);
    }

    /** With its schema, where the mapping names one; the entity itself where nothing is known of it. */
    public String tableOf(String unit, String entity) {
        Place place = units.getOrDefault(unit, Map.of()).get(entity);
        if (place == null) {
            return entity;
        }
        return place.schema() == null ? place.table() : place.schema() + '.' + place.table();
    }

    /** Of a statement, the table it changes when it is exactly one. */
    @Nullable
    Place of(String unit, Entry entry) {
        if (entry instanceof StatementRecord statement) {
            return statement.tables().size() == 1 ? Place.of(statement.tables().get(0)) : null;
        }
        Map<String, Place> places = units.get(unit);
        return places != null && entry instanceof ChangeRecord record
                ? places.get(record.entity().entity())
                : null;
    }
}
