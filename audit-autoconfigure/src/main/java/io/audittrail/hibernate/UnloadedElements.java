package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.StatelessSessionBuilder;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Selects the elements of a collection that nobody loaded, because they are about to be taken away: one select, of ids in
 * place of entities, in a session of its own on the connection of the transaction. The application's session, which is in
 * the middle of a flush, never hears of it.
 */
final class UnloadedElements {

    private final boolean isMap;
    private final String query;

    UnloadedElements(
            CollectionPersister persister,
            boolean isMap,
            boolean isList,
            ElementReader elements,
            @Nullable ElementReader keys) {
        this.isMap = isMap;
        String owner = persister.getOwnerEntityPersister().getEntityName();
        String path = persister.getRole().substring(owner.length() + 1);
        String element = elements.isById() ? "id(e)" : "e";
        String key = keys != null && keys.isById() ? "id(key(e))" : "key(e)";
        this.query = "select " + (isMap ? key + ", " + element : element) + " from " + owner + " o join o." + path
                + " e where id(o) = :owner" + (isList ? " order by index(e)" : "");
    }

    /** Elements, or entries. */
    List<Object> select(Object owner, SharedSessionContractImplementor session) {
        try (StatelessSession own = open(session)) {
            List<Object> rows = new ArrayList<>();
            if (isMap) {
                for (Object[] row : own.createSelectionQuery(query, Object[].class)
                        .setParameter("owner", owner)
                        .getResultList()) {
                    rows.add(Map.entry(row[0], row[1]));
                }
            } else {
                rows.addAll(own.createSelectionQuery(query, Object.class)
                        .setParameter("owner", owner)
                        .getResultList());
            }
            return rows;
        }
    }

    private static StatelessSession open(SharedSessionContractImplementor session) {
        StatelessSessionBuilder builder = session.getFactory()
                .withStatelessOptions()
                .connection(session.getJdbcCoordinator().getLogicalConnection().getPhysicalConnection());
        Object tenant = session.getTenantIdentifierValue();
        return (tenant == null ? builder : builder.tenantIdentifier(tenant)).openStatelessSession();
    }
}
