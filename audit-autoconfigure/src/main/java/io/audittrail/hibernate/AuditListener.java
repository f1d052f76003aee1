package io.audittrail.hibernate;

import jakarta.persistence.PreRemove;

/**
 * Says which entity types are audited, in JPA's own words. It is the default entity listener of every audited unit, so
 * {@code @ExcludeDefaultListeners} takes a type out; where {@code audit.entities.mode=ignored},
 * {@code @EntityListeners(AuditListener.class)} takes one in.
 *
 * <p>What changed is heard from Hibernate, which knows the old values and the callbacks that JPA leaves out.
 */
public final class AuditListener {

    /**
     * Does nothing: Hibernate refuses a listener without a callback, and this is the one that costs least.
     *
     * @param entity not looked at
     */
    @PreRemove
    void markAudited(Object entity) {}
}
