package io.audittrail;

import org.jspecify.annotations.Nullable;

/** What happened to an entity. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    READ,
    STATEMENT;

    /**
     * The net effect of this operation and a later one on the same entity in the same transaction, or null when the two
     * cancel out.
     */
    public @Nullable Operation then(Operation later) {
        return switch (this) {
            case CREATE -> later == DELETE ? null : CREATE;
            case DELETE -> later == CREATE ? UPDATE : DELETE;
            case UPDATE, READ, STATEMENT -> later;
        };
    }
}
