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
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.metamodel.mapping.TableDetails;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedCollectionPart;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/** Finds what becomes of the columns of each table of audited types: the same as of the attributes that they hold. */
final class MappedTables {

    private static final Policy[] STRONGEST_FIRST = {Policy.MASKED, Policy.AUDITED, Policy.EXCLUDED};

    private final Map<CatalogName, Found> found = new LinkedHashMap<>();
    private final Set<CatalogName> audited = new HashSet<>();
    private final SecretColumns secrets;

    /**
     * A type, audited or not.
     *
     * @param attributes with all their parts, and the identifier; also of an unaudited type what would become of them
     * @param label the attribute by which people know an entity
     */
    record Type(
            String entity,
            EntityPersister persister,
            boolean audited,
            List<Attribute> attributes,
            @Nullable String label) {

        /** What becomes of an attribute of those: of a part that nobody decided about, the same as of the whole. */
        Policy policy(String path) {
            Policy strongest = null;
            for (Attribute attribute : attributes) {
                if (attribute.path().equals(path)) {
                    strongest = strongest == null ? recorded(attribute) : stronger(strongest, recorded(attribute));
                }
            }
            int dot = path.lastIndexOf('.');
            return strongest != null ? strongest : dot < 0 ? Policy.AUDITED : policy(path.substring(0, dot));
        }

        /** What Hibernate never writes the database may: it is left out only where somebody said so. */
        private static Policy recorded(Attribute attribute) {
            return attribute.why().equals(AttributeChoice.NEVER_WRITTEN) ? Policy.AUDITED : attribute.policy();
        }

        /** Masked or excluded, where somebody said so of the attribute; null where nobody did. */
        @Nullable
        Policy secret(String path) {
            Policy secret = null;
            for (Attribute attribute : attributes) {
                if (attribute.path().equals(path)
                        && recorded(attribute) != Policy.AUDITED
                        && !attribute.why().equals(AttributeRules.UNSELECTED)) {
                    secret = secret == null ? attribute.policy() : stronger(secret, attribute.policy());
                }
            }
            return secret;
        }
    }

    /** What is known of a table so far. */
    private static final class Found {
        private final List<Type> types = new ArrayList<>();
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
    static List<MappedTable> of(List<Type> types, SecretColumns secrets) {
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

    private void add(Type type) {
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

    private void own(TableDetails details, Type type) {
        CatalogName name = CatalogName.ofTable(details.getTableName());
        Found table = table(name);
        table.types.add(type);
        if (type.audited()) {
            audited.add(name);
        }
        List<IdColumn> columns = idColumns(type.persister());
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
    private static Policy idPolicy(Type type, IdColumn column) {
        return type.policy(column.path()) == Policy.MASKED ? Policy.MASKED : Policy.AUDITED;
    }

    /**
     * A column of the identifier.
     *
     * @param name what it is called in an id
     * @param path of its attribute
     */
    private record IdColumn(String name, String path) {}

    /** In their order. */
    private static List<IdColumn> idColumns(EntityPersister persister) {
        List<IdColumn> columns = new ArrayList<>();
        String attribute = persister.getIdentifierPropertyName();
        if (persister.getIdentifierMapping().getPartMappingType() instanceof EmbeddableMappingType parts) {
            addIdColumns(parts, "", attribute == null ? "" : attribute + '.', columns);
        } else {
            String name = attribute == null ? "id" : attribute;
            columns.add(new IdColumn(name, name));
        }
        return columns;
    }

    private static void addIdColumns(EmbeddableMappingType parts, String before, String above, List<IdColumn> columns) {
        AttributeMappingsList attributes = parts.getAttributeMappings();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeMapping attribute = attributes.get(i);
            String name = before + attribute.getAttributeName();
            if (attribute instanceof EmbeddedAttributeMapping embedded) {
                addIdColumns(embedded.getEmbeddableTypeDescriptor(), name + '.', above, columns);
            } else if (attribute.getJdbcTypeCount() == 1) {
                columns.add(new IdColumn(name, above + name));
            } else {
                attribute.forEachSelectable((index, column) -> columns.add(new IdColumn(
                        name + '.' + CatalogName.ofColumn(column.getSelectionExpression()), above + name)));
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

    private void add(AttributeMapping attribute, String path, Type type) {
        Policy policy = policy(type, path);
        if (attribute.isPluralAttributeMapping()) {
            add(attribute.asPluralAttributeMapping(), path, policy, type);
        } else if (attribute instanceof EmbeddedAttributeMapping embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, type);
        } else {
            attribute.forEachSelectable(columns(policy));
            addLabel(attribute, path, policy, type);
        }
    }

    /** Nothing of an unaudited type is recorded. */
    private static Policy policy(Type type, String path) {
        return type.audited() ? type.policy(path) : Policy.EXCLUDED;
    }

    private void addParts(EmbeddableMappingType parts, String path, Type type) {
        parts.getAttributeMappings().forEach(part -> add(part, path + '.' + part.getAttributeName(), type));
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

    private void add(PluralAttributeMapping collection, String path, Policy policy, Type type) {
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

    private void add(@Nullable CollectionPart part, String path, Policy policy, Type type) {
        if (part instanceof EmbeddedCollectionPart embedded) {
            addParts(embedded.getEmbeddableTypeDescriptor(), path, type);
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
        table.columns.merge(column, policy, MappedTables::stronger);
    }

    /** Whatever becomes of the attributes that share the column. */
    private static void inherit(Found table, String column, @Nullable Policy secret) {
        if (secret != null) {
            table.inherited.merge(column, secret, MappedTables::stronger);
        }
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
