package io.audittrail;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one entity.
 *
 * @param label the natural id or the attribute named by {@link Tracked#label()}, for human readers
 * @param reason what {@link AuditContext#because} said when the change was made
 * @param changes in mapping order; all audited attributes for CREATE and DELETE, the changed ones for UPDATE, none for READ
 */
public record ChangeRecord(
        Operation action,
        EntityRef entity,
        @Nullable String label,
        Actor actor,
        @Nullable String reason,
        List<Change> changes)
        implements Entry {

    public ChangeRecord {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(actor, "actor");
        changes = List.copyOf(changes);
    }
}
