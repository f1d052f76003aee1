package io.audittrail.hibernate;

import io.audittrail.line.LineType;
import io.audittrail.line.RowMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is recorded of a unit, as it was decided at start-up. */
public record UnitCoverage(String unit, List<Type> types) {

    public UnitCoverage {
        types = List.copyOf(types);
    }

    /** What becomes of the values of an attribute. */
    public enum Policy {
        AUDITED,
        /** That they change is recorded, and not how. */
        MASKED,
        EXCLUDED
    }

    /**
     * One attribute, or a part of one.
     *
     * @param path from the entity: the parts of an embeddable have the name of their attribute before them, and a dot
     * @param why what decided it: a setting with its entry, an annotation, or what it is
     * @param isPart whether it stands within another attribute, and not by itself as a collection does
     */
    public record Attribute(String path, Policy policy, String why, boolean isPart) {

        public Attribute(String path, Policy policy, String why) {
            this(path, policy, why, path.indexOf('.') >= 0);
        }

        Attribute alone() {
            return new Attribute(path, policy, why, false);
        }
    }

    /** How the ids of a type stand in the log. */
    @FunctionalInterface
    public interface Ids {

        /** Of an id that the application holds, the plain value that is written; null for what is no id of the type. */
        @Nullable
        Object plain(Object id);
    }

    /**
     * Of which types values are when they come back from the log.
     *
     * @param properties by the names that they have in a record; of a collection, the list of its elements
     * @param rows by the names of the tables in the database, without their schema
     */
    public record Mapped(LineType id, Map<String, LineType> properties, Map<String, RowMapping> rows) {

        /** Where nothing is known. */
        public static final Mapped NOTHING = new Mapped(LineType.AS_IT_STANDS, Map.of());

        public Mapped {
            properties = Map.copyOf(properties);
            rows = Map.copyOf(rows);
        }

        /** Where nothing is known of tables. */
        public Mapped(LineType id, Map<String, LineType> properties) {
            this(id, properties, Map.of());
        }
    }

    /**
     * One entity type.
     *
     * @param names under which somebody may look for it: its own, its class, and those of all its supertypes
     * @param why what decided it: a setting or an annotation
     * @param identifier it or its parts; names the entity in each record
     * @param attributes all others, in mapping order, each before its parts
     * @param tables in which its entities are, and then their collections
     * @param elementTables of each collection, by its path, the tables of the elements that hold the key: none where it has a table
     * @param places the columns of elements in which it writes their place in a collection that no record tells of, by their tables
     */
    public record Type(
            String entity,
            List<String> names,
            boolean audited,
            String why,
            List<Attribute> identifier,
            List<Attribute> attributes,
            List<String> tables,
            Map<String, Set<String>> elementTables,
            Map<String, Set<String>> places,
            Ids ids,
            Mapped mapped) {
        public Type {
            tables = List.copyOf(tables);
            elementTables = Map.copyOf(elementTables);
            places = Map.copyOf(places);
            names = List.copyOf(names);
            identifier = List.copyOf(identifier);
            attributes = List.copyOf(attributes);
        }

        /** The attributes that a record has, in mapping order; none when the type is not audited. */
        public List<String> recorded() {
            return attributes.stream()
                    .filter(attribute -> !attribute.isPart() && attribute.policy() != Policy.EXCLUDED)
                    .map(Attribute::path)
                    .toList();
        }

        /** Those of them whose values are not shown. */
        public List<String> masked() {
            return attributes.stream()
                    .filter(attribute -> !attribute.isPart() && attribute.policy() == Policy.MASKED)
                    .map(Attribute::path)
                    .toList();
        }
    }

    /** As plain values, for the log itself. */
    public Map<String, Object> asPolicy() {
        Map<String, Object> audited = new LinkedHashMap<>();
        Map<String, Object> ignored = new LinkedHashMap<>();
        List<String> masked = new ArrayList<>();
        for (Type type : types) {
            if (type.audited()) {
                audited.put(type.entity(), type.recorded());
                type.masked().forEach(attribute -> masked.add(type.entity() + '.' + attribute));
            } else {
                ignored.put(type.entity(), type.why());
            }
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("audited", audited);
        policy.put("masked", masked);
        policy.put("ignored", ignored);
        return Collections.unmodifiableMap(policy);
    }
}
