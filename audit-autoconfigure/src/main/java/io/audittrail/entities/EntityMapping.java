package io.audittrail.entities;

import java.util.Map;
import org.hibernate.boot.ResourceStreamLocator;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.AdditionalMappingContributor;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;

/**
 * Adds our entities to an audited unit, once Hibernate knows the application's. Hibernate asks it for each factory of the JVM;
 * only the settings of an audited one hold what it looks for.
 */
public final class EntityMapping implements AdditionalMappingContributor {

    /** For Hibernate. */
    public EntityMapping() {}

    @Override
    public void contribute(
            AdditionalMappingContributions contributions,
            InFlightMetadataCollector metadata,
            ResourceStreamLocator resources,
            MetadataBuildingContext context) {
        Map<String, Object> settings =
                context.getBootstrapContext().getConfigurationService().getSettings();
        if (settings.get(AuditEntities.SETTING) instanceof AuditEntities entities) {
            BoundEntities.add(entities, contributions, metadata, context, settings);
        }
    }
}
