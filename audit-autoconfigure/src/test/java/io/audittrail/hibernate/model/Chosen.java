package io.audittrail.hibernate.model;

import io.audittrail.Tracked;
import io.audittrail.Unaudited;
import io.audittrail.hibernate.AuditListener;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ExcludeDefaultListeners;
import jakarta.persistence.Id;

/** Types that say themselves whether they are audited. */
public final class Chosen {

    private Chosen() {}

    @Entity(name = "TrackedOne")
    @Tracked(attributes = "name", label = "code")
    public static class TrackedOne {
        @Id
        public Long id;

        public String name;
        public String code;
        public String other;
    }

    @Entity(name = "UnauditedOne")
    @Unaudited
    public static class UnauditedOne {
        @Id
        public Long id;

        public String name;
    }

    @Entity(name = "ListenedOne")
    @EntityListeners(AuditListener.class)
    public static class ListenedOne {
        @Id
        public Long id;

        public String name;
    }

    @Entity(name = "ExcludingOne")
    @ExcludeDefaultListeners
    public static class ExcludingOne {
        @Id
        public Long id;

        public String name;
    }
}
