package io.audittrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read. Immutable; reads as a sentence: {@code AuditQuery.of("Project", 42).by("alice").limit(10)}.
 *
 * @param entity the JPA entity name, or null for every type
 * @param id matched by its text, so that {@code 42} finds the number and the string; null for every entity
 * @param actor the actor's name, or null for everybody
 * @param limit the most records to answer
 */
public record AuditQuery(
        @Nullable String entity,
        @Nullable String id,
        @Nullable String actor,
        int limit) {

    private static final int DEFAULT_LIMIT = 50;

    public AuditQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
    }

    public static AuditQuery all() {
        return new AuditQuery(null, null, null, DEFAULT_LIMIT);
    }

    public static AuditQuery of(String entity, Object id) {
        return all().ofType(entity).withId(id);
    }

    public AuditQuery ofType(String name) {
        return new AuditQuery(Objects.requireNonNull(name, "entity"), id, actor, limit);
    }

    public AuditQuery withId(Object entityId) {
        return new AuditQuery(entity, String.valueOf(Objects.requireNonNull(entityId, "id")), actor, limit);
    }

    public AuditQuery by(String name) {
        return new AuditQuery(entity, id, Objects.requireNonNull(name, "actor"), limit);
    }

    public AuditQuery limit(int most) {
        return new AuditQuery(entity, id, actor, most);
    }
}
