package io.audittrail.hibernate;

import io.audittrail.sql.AuditedTable;
import io.audittrail.sql.AuditedTables;
import io.audittrail.sql.SqlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

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

    /** @param hidden the names of the attributes whose values must not be shown */
    static AuditedTables of(Set<EntityPersister> types, Set<String> hidden) {
        NativeTables tables = new NativeTables(hidden);
        types.forEach(tables::add);
        List<AuditedTable> all = new ArrayList<>();
        tables.found.forEach(
                (name, table) -> all.add(new AuditedTable(SqlTable.of(name), table.entities, table.columns)));
        return new AuditedTables(all, hidden::contains);
    }

    private void add(EntityPersister type) {
        String entity = type.getJpaEntityName();
        type.forEachTableDetails(table -> of(table.getTableName(), entity));
        type.getIdentifierMapping().forEachSelectable(columns(entity, type.getIdentifierPropertyName()));
        type.visitAttributeMappings(attribute -> add(attribute, entity));
    }

    private void add(AttributeMapping attribute, String entity) {
        if (!attribute.isPluralAttributeMapping()) {
            attribute.forEachSelectable(columns(entity, attribute.getAttributeName()));
            return;
        }
        PluralAttributeMapping collection = attribute.asPluralAttributeMapping();
        if (collection.getSeparateCollectionTable() != null
                && !collection.getCollectionDescriptor().isInverse()) {
            of(collection.getSeparateCollectionTable(), entity);
            collection.getKeyDescriptor().getKeyPart().forEachSelectable(columns(entity, ""));
            collection.getElementDescriptor().forEachSelectable(columns(entity, attribute.getAttributeName()));
        }
    }

    private SelectableConsumer columns(String entity, @Nullable String attribute) {
        boolean masked = attribute != null && hidden.contains(attribute);
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
