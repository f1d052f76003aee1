package io.audittrail.entities;

import jakarta.persistence.FetchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.Subselect;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.models.HibernateAnnotations;
import org.hibernate.boot.models.JpaAnnotations;
import org.hibernate.boot.models.annotations.internal.JdbcTypeCodeAnnotation;
import org.hibernate.boot.models.annotations.internal.JoinFormulaAnnotation;
import org.hibernate.boot.models.annotations.internal.ManyToOneJpaAnnotation;
import org.hibernate.boot.models.annotations.internal.NotFoundAnnotation;
import org.hibernate.boot.models.annotations.internal.SubselectAnnotation;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.models.spi.ModelsContext;
import org.hibernate.models.spi.MutableClassDetails;
import org.hibernate.models.spi.MutableMemberDetails;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Binds our entities to a unit: their annotations are changed before Hibernate reads them, where units differ. Has to do with
 * what Hibernate keeps to itself, and is loaded only where somebody wants the entities.
 */
final class BoundEntities {

    private BoundEntities() {}

    static void add(
            AuditEntities entities,
            AdditionalMappingContributions contributions,
            InFlightMetadataCollector metadata,
            MetadataBuildingContext context,
            Map<String, Object> settings) {
        ActorsTable actors = actors(entities, metadata);
        boolean isMySql = metadata.getDatabase().getDialect() instanceof MySQLDialect; // MariaDB's is one, too.
        for (Class<?> type : List.of(AuditTransaction.class, AuditActivity.class)) {
            ModelsContext models = context.getBootstrapContext().getModelsContext();
            MutableClassDetails details =
                    (MutableClassDetails) models.getClassDetailsRegistry().resolveClassDetails(type.getName());
            selectFrom(details, select(type, entities, isMySql), models);
            if (isMySql && type == AuditTransaction.class) {
                storeAsText(field(details, "id"), models);
            }
            if (actors != null) {
                SqlStringGenerationContext tables = SqlStringGenerationContextImpl.fromConfigurationMap(
                        metadata.getDatabase().getJdbcEnvironment(), metadata.getDatabase(), settings);
                mapUser(field(details, "user"), actors, tables, models);
            }
            contributions.contributeManagedClass(details);
        }
    }

    private static @Nullable ActorsTable actors(AuditEntities entities, InFlightMetadataCollector metadata) {
        AuditEntities.Actors actors = entities.actors();
        return actors == null
                ? null
                : ActorsTable.among(metadata.getEntityBindingMap().values(), actors, entities);
    }

    private static String select(Class<?> type, AuditEntities entities, boolean isMySql) {
        String select =
                entities.names().in(type.getAnnotation(Subselect.class).value().replaceAll("\\s+", " "));
        return isMySql ? select.replace("as varchar)", "as char)") : select;
    }

    private static void selectFrom(MutableClassDetails type, String sql, ModelsContext models) {
        SubselectAnnotation select = HibernateAnnotations.SUBSELECT.createUsage(models);
        select.value(sql);
        type.addAnnotationUsage(select);
    }

    private static void storeAsText(MutableMemberDetails field, ModelsContext models) {
        JdbcTypeCodeAnnotation text = HibernateAnnotations.JDBC_TYPE_CODE.createUsage(models);
        text.value(SqlTypes.CHAR);
        field.addAnnotationUsage(text);
    }

    /** Refers to the key, so that nobody is loaded before he is asked for, and without a constraint. */
    private static void mapUser(
            MutableMemberDetails field, ActorsTable actors, SqlStringGenerationContext tables, ModelsContext models) {
        ManyToOneJpaAnnotation association = JpaAnnotations.MANY_TO_ONE.createUsage(models);
        association.fetch(FetchType.LAZY);
        association.targetEntity(actors.entity().getMappedClass());
        JoinFormulaAnnotation key = HibernateAnnotations.JOIN_FORMULA.createUsage(models);
        key.value(actors.key(tables));
        field.clearAnnotationUsages();
        field.addAnnotationUsage(association);
        field.addAnnotationUsage(key);
        if (actors.isRestricted()) {
            NotFoundAnnotation notFound = HibernateAnnotations.NOT_FOUND.createUsage(models);
            notFound.action(NotFoundAction.IGNORE);
            field.addAnnotationUsage(notFound);
        }
    }

    private static MutableMemberDetails field(MutableClassDetails type, String name) {
        return (MutableMemberDetails) Objects.requireNonNull(type.findFieldByName(name), name);
    }
}
