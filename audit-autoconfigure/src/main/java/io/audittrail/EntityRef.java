package io.audittrail;

import java.util.Objects;

/**
 * Names one entity.
 *
 * @param entity the JPA entity name of its concrete class
 * @param id a string, number, boolean or UUID; a composite key is a map in mapping order
 */
public record EntityRef(String entity, Object id) {

    public EntityRef {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(id, "id");
    }
}
