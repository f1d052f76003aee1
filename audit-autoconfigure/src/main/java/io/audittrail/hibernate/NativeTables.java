package io.audittrail.hibernate;

import io.audittrail.sql.AuditedTable;
import io.audittrail.sql.AuditedTables;
import io.audittrail.sql.SqlDialect;
import io.audittrail.sql.SqlReader;
import io.audittrail.sql.SqlScope;
import io.audittrail.sql.SqlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.metamodel.mapping.internal.AbstractEntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.ComponentType;

/** Lists the tables of audited types as SQL names them, with those of their collections. */
final class NativeTables {

    private final Set<String> hidden;
    private final Map<String, Found> found = new HashMap<>();

    private NativeTables(Set<String> hidden) {
        this.hidden = hidden;
    }

    private static final class Found {
        private final List<String> entities = new ArrayList<>();
        private final Map<String, Boolean> columns = new HashMap<>();
    }

    /**
     * What concerns a unit.
     *
     * @param besides tables of no entity, as somebody has written their names
     * @param hidden the names of the attributes whose values must not be shown
     * @param maskedName whether a name, in small letters, says that a column holds what must not be shown
     */
    static SqlScope scope(
            SessionFactoryImplementor factory,
            Set<EntityPersister> types,
            List<String> besides,
            Set<String> hidden,
            Predicate<String> maskedName) {
        Dialect dialect = factory.getJdbcServices().getDialect();
        return new SqlScope(
                        new SqlReader(SqlDialect.of(dialect.getClass().getSimpleName())),
                        tables(types, hidden, maskedName))
                .with(besides);
    }

    private static AuditedTables tables(Set<EntityPersister> types, Set<String> hidden, Predicate<String> maskedName) {
        NativeTables tables = new NativeTables(hidden);
        types.forEach(tables::add);
        List<AuditedTable> all = new ArrayList<>();
        tables.found.forEach(
                (name, table) -> all.add(new AuditedTable(SqlTable.of(name), table.entities, table.columns)));
        Set<String> small = hidden.stream().map(NativeTables::plain).collect(Collectors.toSet());
        return new AuditedTables(all, column -> small.contains(plain(column)) || maskedName.test(column));
    }

    /** An attribute and the column it most often has are spelled alike but for this. */
    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private void add(EntityPersister type) {
        String entity = type.getJpaEntityName();
        type.forEachTableDetails(table -> of(table.getTableName(), entity));
        type.getIdentifierMapping().forEachSelectable(columns(entity, isMasked(type)));
        type.visitAttributeMappings(attribute -> add(attribute, entity));
    }

    private void add(AttributeMapping attribute, String entity) {
        if (!attribute.isPluralAttributeMapping()) {
            boolean masked = hidden.contains(attribute.getAttributeName())
                    || (attribute instanceof ToOneAttributeMapping toOne && isMasked(toOne));
            attribute.forEachSelectable(columns(entity, masked));
            return;
        }
        PluralAttributeMapping collection = attribute.asPluralAttributeMapping();
        if (collection.getSeparateCollectionTable() != null
                && !collection.getCollectionDescriptor().isInverse()) {
            of(collection.getSeparateCollectionTable(), entity);
            boolean isOwnerMasked = isMasked(attribute.findContainingEntityMapping());
            collection.getKeyDescriptor().getKeyPart().forEachSelectable(columns(entity, isOwnerMasked));
            collection
                    .getElementDescriptor()
                    .forEachSelectable(columns(entity, isMasked(attribute, collection.getElementDescriptor())));
            if (collection.getIndexDescriptor() != null) {
                collection
                        .getIndexDescriptor()
                        .forEachSelectable(columns(entity, isMasked(attribute, collection.getIndexDescriptor())));
            }
        }
    }

    private boolean isMasked(AttributeMapping collection, CollectionPart part) {
        return hidden.contains(collection.getAttributeName())
                || (part instanceof AbstractEntityCollectionPart many
                        && isMasked(many.getAssociatedEntityMappingType()));
    }

    /** What it holds of another entity: most often its identifier. */
    private boolean isMasked(ToOneAttributeMapping toOne) {
        return toOne.isReferenceToPrimaryKey()
                ? isMasked(toOne.getAssociatedEntityMappingType())
                : hidden.contains(String.valueOf(toOne.getReferencedPropertyName()));
    }

    /** Whether an entity of the type is identified by what must not be shown. */
    private boolean isMasked(EntityMappingType type) {
        EntityPersister persister = type.getEntityPersister();
        String identifier = persister.getIdentifierPropertyName();
        return (identifier != null && hidden.contains(identifier))
                || (persister.getIdentifierType() instanceof ComponentType composite
                        && Stream.of(composite.getPropertyNames()).anyMatch(hidden::contains));
    }

    private SelectableConsumer columns(String entity, boolean masked) {
        return (index, column) -> {
            if (!column.isFormula()) {
                of(column.getContainingTableExpression(), entity)
                        .columns
                        .merge(column.getSelectionExpression(), masked, Boolean::logicalOr);
            }
        };
    }

    private Found of(String table, String entity) {
        Found known = found.computeIfAbsent(table, name -> new Found());
        if (table.startsWith("(")) { // A union of several tables, which are there themselves.
            found.remove(table);
        } else if (!known.entities.contains(entity)) {
            known.entities.add(entity);
        }
        return known;
    }
}
