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
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.persister.entity.EntityPersister;

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
     * @param secrets the columns that hold such values
     * @param maskedName whether a name, in small letters, says that a column holds what must not be shown
     */
    static SqlScope scope(
            SessionFactoryImplementor factory,
            Set<EntityPersister> types,
            List<String> besides,
            Set<String> hidden,
            SecretColumns secrets,
            Predicate<String> maskedName) {
        Dialect dialect = factory.getJdbcServices().getDialect();
        return new SqlScope(
                        new SqlReader(SqlDialect.of(dialect.getClass().getSimpleName())),
                        tables(types, hidden, secrets, maskedName))
                .with(besides);
    }

    private static AuditedTables tables(
            Set<EntityPersister> types, Set<String> hidden, SecretColumns secrets, Predicate<String> maskedName) {
        NativeTables tables = new NativeTables(hidden);
        types.forEach(tables::add);
        tables.found.forEach((name, table) -> secrets.of(name).forEach(column -> table.columns.put(column, true)));
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
        type.getIdentifierMapping().forEachSelectable(columns(entity, false));
        type.visitAttributeMappings(attribute -> add(attribute, entity));
    }

    private void add(AttributeMapping attribute, String entity) {
        boolean isHidden = hidden.contains(attribute.getAttributeName());
        if (!attribute.isPluralAttributeMapping()) {
            attribute.forEachSelectable(columns(entity, isHidden));
            return;
        }
        PluralAttributeMapping collection = attribute.asPluralAttributeMapping();
        if (collection.getSeparateCollectionTable() != null
                && !collection.getCollectionDescriptor().isInverse()) {
            of(collection.getSeparateCollectionTable(), entity);
            collection.getKeyDescriptor().getKeyPart().forEachSelectable(columns(entity, false));
            collection.getElementDescriptor().forEachSelectable(columns(entity, isHidden));
            if (collection.getIndexDescriptor() != null) {
                collection.getIndexDescriptor().forEachSelectable(columns(entity, isHidden));
            }
        }
    }

    /** @param hidden whether the attribute is, whichever of them it is */
    private SelectableConsumer columns(String entity, boolean hidden) {
        return (index, column) -> {
            if (!column.isFormula()) {
                of(column.getContainingTableExpression(), entity)
                        .columns
                        .merge(column.getSelectionExpression(), hidden, Boolean::logicalOr);
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
