package io.audittrail.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ExcludeDefaultListeners;
import jakarta.persistence.ExcludeSuperclassListeners;
import jakarta.persistence.MappedSuperclass;
import java.util.Arrays;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.models.spi.ClassDetails;
import org.hibernate.models.spi.ClassDetailsRegistry;

/**
 * Whether {@link AuditListener} applies to an entity type, by JPA's rules. Asks Hibernate's model of the classes, which
 * has what {@code orm.xml} says beside the annotations; the only class that does.
 */
final class ListenerDeclarations {

    private final ClassDetailsRegistry classes;

    /**
     * @param named whether {@code @EntityListeners} names it
     * @param byDefault whether default listeners apply
     */
    record Found(boolean named, boolean byDefault) {}

    ListenerDeclarations(BootstrapContext bootstrap) {
        this.classes = bootstrap.getModelsContext().getClassDetailsRegistry();
    }

    Found of(Class<?> entity) {
        boolean named = false;
        boolean byDefault = true;
        boolean inherits = true;
        ClassDetails current = classes.resolveClassDetails(entity.getName());
        while (current != null && inherits) {
            if (isMapped(current)) {
                EntityListeners own = current.getDirectAnnotationUsage(EntityListeners.class);
                named |= own != null && Arrays.asList(own.value()).contains(AuditListener.class);
                byDefault &= !current.hasDirectAnnotationUsage(ExcludeDefaultListeners.class);
                inherits = !current.hasDirectAnnotationUsage(ExcludeSuperclassListeners.class);
            }
            current = current.getSuperClass();
        }
        return new Found(named, byDefault);
    }

    private static boolean isMapped(ClassDetails type) {
        return type.hasDirectAnnotationUsage(Entity.class) || type.hasDirectAnnotationUsage(MappedSuperclass.class);
    }
}
