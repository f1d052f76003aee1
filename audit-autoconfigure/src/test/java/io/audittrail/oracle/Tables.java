package io.audittrail.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which row holds what of which entity. Written by hand: asking Hibernate would be asking the one who is tested. */
final class Tables {

    /** The column that names the type of a row. */
    private static final String KIND = "kind";

    /** Collections whose elements have places. */
    static final Set<String> LISTS = Set.of("stages");

    static final String PLACE = "@";

    /**
     * A table that has one row for an entity.
     *
     * @param entity null where the row itself names it
     * @param root whether the entity is there when the row is
     * @param attributes the columns of each
     */
    record EntityTable(@Nullable String entity, boolean root, Map<String, List<String>> attributes) {

        String entity(JsonNode row) {
            return entity != null ? entity : row.path(KIND).asString();
        }
    }

    /**
     * A table that has a row for each element.
     *
     * @param owner the column of the owner's id
     * @param element the columns of the element
     */
    record Elements(String entity, String attribute, String owner, List<String> element) {

        /** The place in a list comes last. */
        String element(JsonNode row) {
            String place = LISTS.contains(attribute) ? PLACE + Plain.of(row.path("place")) : "";
            return text(element, row) + place;
        }
    }

    private static final Map<String, EntityTable> ENTITIES = Map.of(
            "customer",
            root(
                    "Customer",
                    "owner=owner_no name code balance active since level address=street,city"
                            + " favourite=favourite_id updates"),
            "club",
            root("Club", "name meetings"),
            "product",
            root("Product", "owner=owner_no name price"),
            "purchase",
            root("Purchase", "owner=owner_no note receipt customer=customer_id"),
            "line",
            root("Line", "owner=owner_no text amount"),
            "vehicle",
            root(null, "owner=owner_no plate keeper=customer_id"),
            "car",
            new EntityTable("Car", false, attributes("seats electric")),
            "truck",
            new EntityTable("Truck", false, attributes("payload")));

    /** Those whose rows are in the table that names them. */
    private static final Set<String> JOINED = Set.of("Car", "Truck");

    private static final Map<String, Elements> ELEMENTS = Map.of(
            "customer_tag", new Elements("Customer", "tags", "customer_id", List.of("tag")),
            "customer_phone", new Elements("Customer", "phones", "customer_id", List.of("kind", "number")),
            "customer_setting", new Elements("Customer", "settings", "customer_id", List.of("name", "value")),
            "customer_club", new Elements("Customer", "clubs", "customer_id", List.of("club_id")),
            "purchase_stage", new Elements("Purchase", "stages", "purchase_id", List.of("stage")),
            "line", new Elements("Purchase", "lines", "purchase_id", List.of("id")));

    private Tables() {}

    static @Nullable EntityTable entityTable(String table) {
        return ENTITIES.get(table);
    }

    /** Those that have rows in the table. */
    static Set<String> types(String table) {
        EntityTable known = ENTITIES.get(table);
        if (known == null) {
            Elements elements = ELEMENTS.get(table);
            return elements == null ? Set.of() : Set.of(elements.entity());
        }
        return known.entity() == null ? JOINED : Set.of(known.entity());
    }

    static @Nullable Elements elements(String table) {
        return ELEMENTS.get(table);
    }

    static Set<String> known() {
        Set<String> known = new TreeSet<>(ENTITIES.keySet());
        known.addAll(ELEMENTS.keySet());
        return known;
    }

    /** Those of an entity, collections apart, in whichever table they are. */
    static Set<String> attributesOf(String entity) {
        Set<String> attributes = new TreeSet<>();
        ENTITIES.forEach((table, known) -> {
            if (types(table).contains(entity)) {
                attributes.addAll(known.attributes().keySet());
            }
        });
        return attributes;
    }

    /** The values of a row's attributes, as text. */
    static Map<String, String> values(EntityTable table, @Nullable JsonNode row) {
        Map<String, String> values = new LinkedHashMap<>();
        table.attributes().forEach((name, columns) -> values.put(name, row == null ? "null" : text(columns, row)));
        return values;
    }

    private static String text(List<String> columns, JsonNode row) {
        if (columns.size() == 1) {
            return Plain.of(row.path(columns.get(0)));
        }
        TreeMap<String, String> parts = new TreeMap<>();
        columns.forEach(column -> parts.put(column, Plain.of(row.path(column))));
        return parts.values().stream().allMatch("null"::equals) ? "null" : parts.toString();
    }

    private static EntityTable root(@Nullable String entity, String attributes) {
        return new EntityTable(entity, true, attributes(attributes));
    }

    private static Map<String, List<String>> attributes(String text) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (String each : text.split(" ", -1)) {
            String[] parts = each.split("=", -1);
            attributes.put(parts[0], new ArrayList<>(Arrays.asList(parts[parts.length - 1].split(",", -1))));
        }
        return attributes;
    }
}
