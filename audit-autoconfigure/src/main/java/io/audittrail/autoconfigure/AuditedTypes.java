package io.audittrail.autoconfigure;

import io.audittrail.hibernate.CoverageListener;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.line.LineType;
import io.audittrail.line.RowMapping;
import io.audittrail.trail.TypeNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the audited units, as far as these are built. A supertype stands for all its subclasses. Thread-safe. */
final class AuditedTypes implements TypeNames, CoverageListener {

    private final List<UnitCoverage> units = new CopyOnWriteArrayList<>();
    /** By their names, and then by their units. */
    private final Map<String, Map<String, UnitCoverage.Type>> byName = new ConcurrentHashMap<>();

    private final Map<String, String> aliases;

    /** @param aliases what was called otherwise, {@code Type} or {@code Type.property}, and what it is called now */
    AuditedTypes(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    @Override
    public void ready(UnitCoverage coverage) {
        units.add(coverage);
        coverage.types()
                .forEach(type -> byName.computeIfAbsent(type.entity(), name -> new ConcurrentHashMap<>())
                        .put(coverage.unit(), type));
    }

    /** The units that are built. */
    List<UnitCoverage> units() {
        return List.copyOf(units);
    }

    @Override
    public Set<String> of(String type) {
        Set<String> known = called(type).stream().map(UnitCoverage.Type::entity).collect(Collectors.toSet());
        return withFormer(known.isEmpty() ? AS_THEY_ARE.of(type) : known, name -> name);
    }

    @Override
    public Set<String> ofProperty(String property) {
        return withFormer(Set.of(property), name -> name.substring(name.lastIndexOf('.') + 1));
    }

    /** A type and what the log calls it. */
    private record Mapped(AuditedTypes types, String entity, UnitCoverage.Mapped now) implements Mapping {

        @Override
        public LineType id() {
            return now.id();
        }

        @Override
        public LineType of(String property) {
            return now.properties().getOrDefault(types.nowOf(entity, property), LineType.AS_IT_STANDS);
        }

        @Override
        public @Nullable RowMapping rowsOf(String table) {
            return now.rows().get(table);
        }
    }

    @Override
    public @Nullable Mapping mappingOf(@Nullable String unit, String entity) {
        UnitCoverage.Type type = typeOf(unit, nowOf(entity));
        return type == null ? null : new Mapped(this, entity, type.mapped());
    }

    /** Where no unit has the name that it had then, the only type of that name is meant. */
    private UnitCoverage.@Nullable Type typeOf(@Nullable String unit, String entity) {
        Map<String, UnitCoverage.Type> ofUnits = byName.getOrDefault(entity, Map.of());
        if (unit != null && isUnit(unit)) {
            return ofUnits.get(unit);
        }
        return ofUnits.size() == 1 ? ofUnits.values().iterator().next() : null;
    }

    private boolean isUnit(String name) {
        for (UnitCoverage unit : units) {
            if (unit.unit().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private String nowOf(String entity) {
        String type = entity;
        for (int i = 0; i < aliases.size(); i++) {
            type = aliases.getOrDefault(type, type);
        }
        return type;
    }

    private List<UnitCoverage.Type> called(String name) {
        return units.stream()
                .flatMap(unit -> unit.types().stream())
                .filter(type -> type.names().contains(name))
                .toList();
    }

    /** @param nameIn what of an alias is a name */
    private Set<String> withFormer(Set<String> names, UnaryOperator<String> nameIn) {
        Set<String> all = new HashSet<>(names);
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, String> alias : aliases.entrySet()) {
                more |= all.contains(nameIn.apply(alias.getValue())) && all.add(nameIn.apply(alias.getKey()));
            }
        }
        return all;
    }

    @Override
    public Set<String> tablesOf(String type) {
        return called(type).stream().flatMap(known -> known.tables().stream()).collect(Collectors.toSet());
    }

    @Override
    public Set<String> reachedBy(String entity) {
        return byName.getOrDefault(nowOf(entity), Map.of()).values().stream()
                .flatMap(type -> Stream.concat(
                        type.tables().stream(),
                        type.elementTables().values().stream().flatMap(Set::stream)))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> elementTablesOf(String entity, String property) {
        String name = nowOf(entity, property);
        return byName.getOrDefault(nowOf(entity), Map.of()).values().stream()
                .flatMap(type -> type.elementTables().getOrDefault(name, Set.of()).stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Set<String>> places() {
        Map<String, Set<String>> places = new HashMap<>();
        units.stream()
                .flatMap(unit -> unit.types().stream())
                .forEach(type -> type.places()
                        .forEach((table, columns) -> places.computeIfAbsent(table, first -> new HashSet<>())
                                .addAll(columns)));
        return places;
    }

    @Override
    public Set<String> audited() {
        return units.stream()
                .flatMap(unit -> unit.types().stream())
                .filter(UnitCoverage.Type::audited)
                .map(UnitCoverage.Type::entity)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Object> idsOf(String type, Object id) {
        return called(type).stream()
                .flatMap(known -> Stream.ofNullable(known.ids().plain(id)))
                .toList();
    }

    @Override
    public String nowOf(String entity, String property) {
        if (aliases.isEmpty()) {
            return property;
        }
        String type = entity;
        String name = property;
        for (int i = 0; i <= aliases.size(); i++) { // No more than there are, were they to go in a circle.
            String next = aliases.get(type + '.' + name);
            name = next == null ? name : next.substring(next.lastIndexOf('.') + 1);
            type = aliases.getOrDefault(type, type);
        }
        return name;
    }

    @Override
    public List<String> remarks(String name, @Nullable String property) {
        List<UnitCoverage.Type> known = called(name);
        if (known.isEmpty() && !units.isEmpty()) {
            return List.of("No audited unit has such a type now.");
        }
        return known.stream().flatMap(type -> remarks(type, property)).toList();
    }

    private static Stream<String> remarks(UnitCoverage.Type type, @Nullable String property) {
        if (!type.audited()) {
            return Stream.of(type.entity() + " is not audited: " + type.why() + '.');
        }
        if (property == null) {
            return Stream.of();
        }
        return Stream.concat(type.identifier().stream(), type.attributes().stream())
                .filter(attribute -> attribute.path().equals(property))
                .findFirst()
                .map(attribute -> remark(type, attribute))
                .orElseGet(() -> Stream.of(type.entity() + " has no such property now."));
    }

    private static Stream<String> remark(UnitCoverage.Type type, UnitCoverage.Attribute attribute) {
        String what = "This property of " + type.entity();
        if (type.identifier().contains(attribute)) {
            return Stream.of(what + " is its identifier, which never changes.");
        }
        return switch (attribute.policy()) {
            case EXCLUDED -> Stream.of(what + " is not recorded: " + attribute.why() + '.');
            case MASKED ->
                Stream.of(what + " is masked: that it changes is recorded, and not how (" + attribute.why() + ").");
            case AUDITED ->
                attribute.isPart()
                        ? Stream.of(what + " is recorded as a part of "
                                + attribute.path().substring(0, attribute.path().indexOf('.')) + '.')
                        : Stream.of();
        };
    }
}
