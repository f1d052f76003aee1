package io.audittrail.hibernate;

import io.audittrail.hibernate.UnitCoverage.Attribute;
import io.audittrail.hibernate.UnitCoverage.Policy;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.AttributeMappingsList;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatorValue;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityDiscriminatorMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.metamodel.mapping.TableDetails;
import org.hibernate.metamodel.mapping.internal.AbstractEntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/** Finds what becomes of the columns of each table of audited types: the same as of the attributes that they hold. */
final class MappedTables {

    private static final Policy[] STRONGEST_FIRST = {Policy.MASKED, Policy.AUDITED, Policy.EXCLUDED};

    private final Map<CatalogName, Found> found = new LinkedHashMap<>();
    private final Set<CatalogName> audited = new HashSet<>();
    private final Map<EntityMappingType, Type> types = new HashMap<>();

    /**
     * A type, audited or not.
     *
     * @param identifier also of an unaudited type what becomes of it elsewhere: audited ones may refer to it
     * @param attributes nothing of an unaudited type is recorded
     * @param label the attribute by which people know an entity
     */
    record Type(
            String entity,
            EntityPersister persister,
            boolean audited,
            List<Attribute> identifier,
            List<Attribute> attributes,
            @Nullable String label) {}

    /** What is known of a table so far. */
    private static final class Found {
        private final List<Type> types = new ArrayList<>();
        private final Map<String, Policy> columns = new LinkedHashMap<>();
        private final Map<String, String> id = new LinkedHashMap<>();
        private @Nullable String label;
        private @Nullable String discriminator;
    }

    private MappedTables() {}

    /** Those that have what is audited, with those of their collections. */
    static List<MappedTable> of(List<Type> types) {
        MappedTables tables = new MappedTables();
        types.forEach(type -> tables.types.put(type.persister(), type));
        types.forEach(tables::add);
        List<MappedTable> mapped = new ArrayList<>();
        tables.found.forEach((name, table) -> {
            if (tables.audited.contains(name)) {
                mapped.add(mapped(name, table));
            }
        });
        return mapped;
    }

    private void add(Type type) {
        if (!isWithoutRows(type.persister())) {
            type.persister().forEachTableDetails(table -> own(table, type));
        }
        addDiscriminator(type);
        Map<String, Policy> policies = policies(type);
        Policy otherwise = type.audited() ? Policy.AUDITED : Policy.EXCLUDED;
        type.persister()
                .visitAttributeMappings(attribute ->
                        add(attribute, attribute.getAttributeName(), otherwise, new Context(type, policies)));
    }

    /** Hibernate names a table of it that nobody has created. */
    private static boolean isWithoutRows(EntityPersister persister) {
        return persister instanceof UnionSubclassEntityPersister
                && persister.getMappedClass() != null
                && Modifier.isAbstract(persister.getMappedClass().getModifiers());
    }

    /** Whose attributes they are, and what becomes of these, by their paths. */
    private record Context(Type type, Map<String, Policy> policies) {}

    private void own(TableDetails details, Type type) {
        CatalogName name = CatalogName.ofTable(details.getTableName());
        Found table = table(name);
        table.types.add(type);
        if (type.audited()) {
            audited.add(name);
        }
        List<String> names = idNames(type.persister());
        for (int i = 0; i < details.getKeyDetails().getColumnCount(); i++) {
            String column =
                    CatalogName.ofColumn(details.getKeyDetails().getKeyColumn(i).getColumnName());
            table.id.putIfAbsent(column, names.get(i));
            merge(table, column, idPolicy(type, names.get(i)));
        }
    }

    /** Nothing of an identifier is left out: it would name another entity. */
    private static Policy idPolicy(Type type, String part) {
        boolean isMasked = type.identifier().stream()
                .filter(attribute -> attribute.policy() == Policy.MASKED)
                .anyMatch(attribute ->
                        attribute.path().equals(part) || attribute.path().endsWith('.' + part));
        return isMasked ? Policy.MASKED : Policy.AUDITED;
    }

    /** What the columns of the identifier are called in an id, in their order. */
    private static List<String> idNames(EntityPersister persister) {
        List<String> names = new ArrayList<>();
        if (persister.getIdentifierMapping().getPartMappingType() instanceof EmbeddableMappingType parts) {
            addNames(parts, "", names);
        } else {
            String attribute = persister.getIdentifierPropertyName();
            names.add(attribute == null ? "id" : attribute);
        }
        return names;
    }

    private static void addNames(EmbeddableMappingType parts, String before, List<String> names) {
        AttributeMappingsList attributes = parts.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeMapping attribute = attributes.get(i);
            String name = before + attribute.getAttributeName();
            if (attribute instanceof EmbeddedAttributeMapping embedded) {
                addNames(embedded.getEmbeddableTypeDescriptor(), name + '.', names);
            } else if (attribute.getJdbcTypeCount() == 1) {
                names.add(name);
            } else {
                attribute.forEachSelectable((index, column) ->
                        names.add(name + '.' + CatalogName.ofColumn(column.getSelectionExpression())));
            }
        }
    }

    private void addDiscriminator(Type type) {
        EntityDiscriminatorMapping discriminator = type.persister().getDiscriminatorMapping();
        if (discriminator != null && discriminator.hasPhysicalColumn()) {
            Found table = table(CatalogName.ofTable(discriminator.getContainingTableExpression()));
            String column = CatalogName.ofColumn(discriminator.getSelectionExpression());
            table.discriminator = column;
            merge(table, column, Policy.AUDITED);
        }
    }

    /**
     * What becomes of each attribute. What Hibernate never writes the database may: it is left out only where somebody said
     * so.
     */
    private static Map<String, Policy> policies(Type type) {
        Map<String, Policy> policies = new HashMap<>();
        for (Attribute attribute : type.attributes()) {
            boolean isUnwritten = type.audited() && attribute.why().equals(AttributeChoice.NEVER_WRITTEN);
            policies.put(attribute.path(), isUnwritten ? Policy.AUDITED : attribute.policy());
        }
        return policies;
    }

    private void add(AttributeMapping attribute, String path, Policy otherwise, Context in) {
        Policy policy = in.policies().getOrDefault(path, otherwise);
        if (attribute.isPluralAttributeMapping()) {
            add(attribute.asPluralAttributeMapping(), path, policy, in);
        } else if (attribute instanceof EmbeddedAttributeMapping embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, policy, in);
        } else {
            boolean isMasked = attribute instanceof ToOneAttributeMapping toOne && isMasked(toOne);
            attribute.forEachSelectable(columns(isMasked && policy == Policy.AUDITED ? Policy.MASKED : policy));
            addLabel(attribute, path, policy, in.type());
        }
    }

    /** What it holds of another entity: most often its identifier. */
    private boolean isMasked(ToOneAttributeMapping toOne) {
        Type target = types.get(toOne.getAssociatedEntityMappingType());
        if (target == null) {
            return false;
        }
        return toOne.isReferenceToPrimaryKey()
                ? isIdMasked(target)
                : policies(target).get(String.valueOf(toOne.getReferencedPropertyName())) == Policy.MASKED;
    }

    private void addParts(EmbeddableMappingType parts, String path, Policy whole, Context in) {
        AttributeMappingsList attributes = parts.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            String part = path + '.' + attributes.get(i).getAttributeName();
            if (whole == Policy.AUDITED) {
                add(attributes.get(i), part, whole, in);
            } else {
                attributes.get(i).forEachSelectable(columns(whole));
            }
        }
    }

    private void addLabel(AttributeMapping attribute, String path, Policy policy, Type type) {
        if (type.audited()
                && path.equals(type.label())
                && policy == Policy.AUDITED
                && attribute.getJdbcTypeCount() == 1) {
            attribute.forEachSelectable((index, column) -> {
                if (!column.isFormula()) {
                    table(CatalogName.ofTable(column.getContainingTableExpression())).label =
                            CatalogName.ofColumn(column.getSelectionExpression());
                }
            });
        }
    }

    private void add(PluralAttributeMapping collection, String path, Policy policy, Context in) {
        if (collection.getCollectionDescriptor().isInverse()) {
            return;
        }
        String separate = collection.getSeparateCollectionTable();
        if (separate != null && policy != Policy.EXCLUDED && in.type().audited()) {
            audited.add(CatalogName.ofTable(separate));
        }
        ModelPart key = collection.getKeyDescriptor().getKeyPart();
        key.forEachSelectable(columns(isIdMasked(in.type()) ? Policy.MASKED : Policy.AUDITED));
        if (collection.getIndexDescriptor() != null) {
            collection.getIndexDescriptor().forEachSelectable(columns(policy));
        }
        if (collection.getElementDescriptor() instanceof EmbeddedCollectionPart embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, policy, in);
        } else if (separate != null) {
            Policy elements =
                    policy == Policy.AUDITED && isMasked(collection.getElementDescriptor()) ? Policy.MASKED : policy;
            collection.getElementDescriptor().forEachSelectable(columns(elements));
        }
    }

    private boolean isMasked(CollectionPart element) {
        Type target = element instanceof AbstractEntityCollectionPart many
                ? types.get(many.getAssociatedEntityMappingType())
                : null;
        return target != null && isIdMasked(target);
    }

    private static boolean isIdMasked(Type type) {
        return type.identifier().stream().anyMatch(part -> part.policy() == Policy.MASKED);
    }

    private SelectableConsumer columns(Policy policy) {
        return (index, column) -> {
            if (!column.isFormula() && !column.getContainingTableExpression().startsWith("(")) {
                merge(
                        table(CatalogName.ofTable(column.getContainingTableExpression())),
                        CatalogName.ofColumn(column.getSelectionExpression()),
                        policy);
            }
        };
    }

    /** Several attributes may share a column: masked by one it is masked, recorded by one it is recorded. */
    private static void merge(Found table, String column, Policy policy) {
        table.columns.merge(column, policy, MappedTables::stronger);
    }

    private static Policy stronger(Policy one, Policy other) {
        for (Policy policy : STRONGEST_FIRST) {
            if (one == policy || other == policy) {
                return policy;
            }
        }
        return one;
    }

    private Found table(CatalogName name) {
        return found.computeIfAbsent(name, n -> new Found());
    }

    private static MappedTable mapped(CatalogName name, Found table) {
        MappedTable.Kinds kinds = kinds(table);
        return new MappedTable(
                name.schema(),
                name.table(),
                kinds == null ? entity(table) : null,
                kinds,
                table.types.isEmpty() ? Map.of() : table.id,
                table.label,
                columns(table, Policy.EXCLUDED),
                columns(table, Policy.MASKED),
                table.columns.keySet());
    }

    private static Set<String> columns(Found table, Policy policy) {
        Set<String> columns = new LinkedHashSet<>();
        table.columns.forEach((column, is) -> {
            if (is == policy) {
                columns.add(column);
            }
        });
        return columns;
    }

    /** The type of all its rows: where there are several, that which the others extend. */
    private static @Nullable String entity(Found table) {
        for (Type type : table.types) {
            if (table.types.stream().allMatch(other -> isOrExtends(other.persister(), type.persister()))) {
                return type.entity();
            }
        }
        return null;
    }

    private static boolean isOrExtends(EntityPersister one, EntityPersister other) {
        return one.isTypeOrSuperType(other);
    }

    private static MappedTable.@Nullable Kinds kinds(Found table) {
        if (table.discriminator == null || table.types.size() < 2) {
            return null;
        }
        Map<String, String> audited = new HashMap<>();
        Set<String> ignored = new HashSet<>();
        for (Type type : table.types) {
            Object told = type.persister().getDiscriminatorValue();
            Object value = told instanceof DiscriminatorValue.Literal literal ? literal.value() : told;
            if (value instanceof String || value instanceof Character || value instanceof Number) {
                if (type.audited()) {
                    audited.put(value.toString(), type.entity());
                } else {
                    ignored.add(value.toString());
                }
            }
        }
        return new MappedTable.Kinds(table.discriminator, audited, ignored);
    }
}
