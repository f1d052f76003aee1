package io.audittrail.hibernate;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Lets {@link BulkStatements} hear of the statements of an audited unit. Hibernate asks it for each factory of the JVM;
 * only the settings of an audited one hold what it looks for.
 */
public final class StatementServices implements ServiceContributor {

    /** The setting under which the unit's {@link BulkStatements} stand. */
    static final String SETTING = "io.audittrail.statements";

    /** For Hibernate. */
    public StatementServices() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder registry) {
        if (registry.getSettings().get(SETTING) instanceof BulkStatements statements) {
            statements.join(registry);
        }
    }
}
