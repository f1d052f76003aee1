package io.audittrail.reconcile;

import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Operation;
import io.audittrail.line.LineType;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A record of the log, and whether triggers saw what it tells of. Not thread-safe. */
final class LoggedRecord {

    private final String entity;
    private final Operation action;
    private final @Nullable Object id;
    private final boolean changesCollection;
    private boolean seen;

    LoggedRecord(String entity, AuditRecord record) {
        this.entity = entity;
        this.action = record.action();
        this.id = record.entityId();
        this.changesCollection = record.changes().stream().anyMatch(LoggedRecord::mayBeOfCollection);
    }

    /** Of a list whose order changed, both sides are told; of what is masked, nothing. */
    private static boolean mayBeOfCollection(Change change) {
        return change.elements() != null
                || change.oldValue() instanceof Collection<?>
                || change.newValue() instanceof Collection<?>
                || LineType.MASKED.equals(change.newValue());
    }

    String entity() {
        return entity;
    }

    /** As it stands in the log. */
    @Nullable
    Object id() {
        return id;
    }

    Operation action() {
        return action;
    }

    /** Whether it may be what has changed rows of a collection. */
    boolean mayChangeCollection() {
        return changesCollection || action != Operation.UPDATE;
    }

    boolean isSeen() {
        return seen;
    }

    void see() {
        seen = true;
    }
}
