package io.audittrail.hibernate;

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
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatorValue;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityDiscriminatorMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.TableDetails;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedCollectionPart;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/** Finds what becomes of the columns of each table of audited types: the same as of the attributes that they hold. */
final class MappedTables {

    private final Map<CatalogName, Found> found = new LinkedHashMap<>();
    private final Set<CatalogName> audited = new HashSet<>();
    private final SecretColumns secrets;

    /** What is known of a table so far. */
    private static final class Found {
        private final List<TypePolicies> types = new ArrayList<>();
        private final Map<String, Policy> columns = new LinkedHashMap<>();
        private final Map<String, Policy> inherited = new HashMap<>();
        private final Map<String, String> id = new LinkedHashMap<>();
        private @Nullable String label;
        private @Nullable String discriminator;
    }

    private MappedTables(SecretColumns secrets) {
        this.secrets = secrets;
    }

    /** Those that have what is audited, with those of their collections. */
    static List<MappedTable> of(List<TypePolicies> types, SecretColumns secrets) {
        MappedTables tables = new MappedTables(secrets);
        types.forEach(tables::add);
        List<MappedTable> mapped = new ArrayList<>();
        tables.found.forEach((name, table) -> {
            if (tables.audited.contains(name)) {
                mapped.add(mapped(name, table));
            }
        });
        return mapped;
    }

    private void add(TypePolicies type) {
        if (!isWithoutRows(type.persister())) {
            type.persister().forEachTableDetails(table -> own(table, type));
        }
        addDiscriminator(type);
        type.persister().visitAttributeMappings(attribute -> add(attribute, attribute.getAttributeName(), type));
    }

    /** Hibernate names a table of it that nobody has created. */
    private static boolean isWithoutRows(EntityPersister persister) {
        return persister instanceof UnionSubclassEntityPersister
                && persister.getMappedClass() != null
                && Modifier.isAbstract(persister.getMappedClass().getModifiers());
    }

    private void own(TableDetails details, TypePolicies type) {
        CatalogName name = CatalogName.ofTable(details.getTableName());
        Found table = table(name);
        table.types.add(type);
        if (type.audited()) {
            audited.add(name);
        }
        List<IdColumn> columns = IdColumn.of(type.persister());
        for (int i = 0; i < details.getKeyDetails().getColumnCount(); i++) {
            String written = details.getKeyDetails().getKeyColumn(i).getColumnName();
            String column = CatalogName.ofColumn(written);
            table.id.putIfAbsent(column, columns.get(i).name());
            merge(table, column, idPolicy(type, columns.get(i)));
            boolean isSecret = secrets.inherited(details.getTableName(), written) != null;
            inherit(table, column, isSecret ? Policy.MASKED : null);
        }
    }

    /** Nothing of an identifier is left out: it would name another entity. */
    private static Policy idPolicy(TypePolicies type, IdColumn column) {
        return type.policy(column.path()) == Policy.MASKED ? Policy.MASKED : Policy.AUDITED;
    }

    private void addDiscriminator(TypePolicies type) {
        EntityDiscriminatorMapping discriminator = type.persister().getDiscriminatorMapping();
        if (discriminator != null && discriminator.hasPhysicalColumn()) {
            Found table = table(CatalogName.ofTable(discriminator.getContainingTableExpression()));
            String column = CatalogName.ofColumn(discriminator.getSelectionExpression());
            table.discriminator = column;
            merge(table, column, Policy.AUDITED);
        }
    }

    private void add(AttributeMapping attribute, String path, TypePolicies type) {
        Policy policy = policy(type, path);
        if (attribute.isPluralAttributeMapping()) {
            add(attribute.asPluralAttributeMapping(), path, policy, type);
        } else if (attribute instanceof EmbeddedAttributeMapping embedded) {
            addEmbedded(embedded.getEmbeddableTypeDescriptor(), path, type);
        } else {
            attribute.forEachSelectable(columns(policy));
            addLabel(attribute, path, policy, type);
        }
    }

    /** Nothing of an unaudited type is recorded. */
    private static Policy policy(TypePolicies type, String path) {
        return type.audited() ? type.policy(path) : Policy.EXCLUDED;
    }

    private void addEmbedded(EmbeddableMappingType parts, String path, TypePolicies type) {
        SelectableMapping whole = parts.getAggregateMapping();
        if (whole != null) {
            columns(wholePolicy(parts, path, type)).accept(0, whole);
        } else {
            addParts(parts, path, type);
        }
    }

    /** Of what is stored in one column nothing can be left out: it is masked where any part must not be shown. */
    private static Policy wholePolicy(EmbeddableMappingType parts, String path, TypePolicies type) {
        Policy own = policy(type, path);
        if (own != Policy.AUDITED) {
            return own;
        }
        Set<Policy> found = new HashSet<>();
        parts.getAttributeMappings().forEach(part -> {
            String each = path + '.' + part.getAttributeName();
            found.add(
                    part instanceof EmbeddedAttributeMapping embedded
                            ? wholePolicy(embedded.getEmbeddableTypeDescriptor(), each, type)
                            : policy(type, each));
        });
        return found.size() == 1 ? found.iterator().next() : found.isEmpty() ? own : Policy.MASKED;
    }

    private void addParts(EmbeddableMappingType parts, String path, TypePolicies type) {
        parts.getAttributeMappings().forEach(part -> add(part, path + '.' + part.getAttributeName(), type));
    }

    private void addLabel(AttributeMapping attribute, String path, Policy policy, TypePolicies type) {
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

    private void add(PluralAttributeMapping collection, String path, Policy policy, TypePolicies type) {
        if (collection.getCollectionDescriptor().isInverse()) {
            return;
        }
        String separate = collection.getSeparateCollectionTable();
        if (separate != null && policy != Policy.EXCLUDED && type.audited()) {
            audited.add(CatalogName.ofTable(separate));
        }
        collection.getKeyDescriptor().getKeyPart().forEachSelectable(columns(Policy.AUDITED));
        add(collection.getIndexDescriptor(), path, policy, type);
        if (separate != null || collection.getElementDescriptor() instanceof EmbeddedCollectionPart) {
            add(collection.getElementDescriptor(), path, policy, type);
        }
    }

    private void add(@Nullable CollectionPart part, String path, Policy policy, TypePolicies type) {
        if (part instanceof EmbeddedCollectionPart embedded) {
            addEmbedded(embedded.getEmbeddableTypeDescriptor(), path, type);
        } else if (part != null) {
            part.forEachSelectable(columns(policy));
        }
    }

    private SelectableConsumer columns(Policy policy) {
        return (index, column) -> {
            if (!column.isFormula() && !column.getContainingTableExpression().startsWith("(")) {
                Found table = table(CatalogName.ofTable(column.getContainingTableExpression()));
                String name = CatalogName.ofColumn(column.getSelectionExpression());
                merge(table, name, policy);
                inherit(table, name, secrets.inherited(column));
            }
        };
    }

    /** Several attributes may share a column: masked by one it is masked, recorded by one it is recorded. */
    private static void merge(Found table, String column, Policy policy) {
        table.columns.merge(column, policy, TypePolicies::stronger);
    }

    /** Whatever becomes of the attributes that share the column. */
    private static void inherit(Found table, String column, @Nullable Policy secret) {
        if (secret != null) {
            table.inherited.merge(column, secret, TypePolicies::stronger);
        }
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
        table.columns.forEach((column, own) -> {
            Policy inherited = table.inherited.get(column);
            if ((inherited != null && own == Policy.AUDITED ? inherited : own) == policy) {
                columns.add(column);
            }
        });
        return columns;
    }

    /** The type of all its rows: where there are several, that which the others extend. */
    private static @Nullable String entity(Found table) {
        for (TypePolicies type : table.types) {
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
        for (TypePolicies type : table.types) {
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
