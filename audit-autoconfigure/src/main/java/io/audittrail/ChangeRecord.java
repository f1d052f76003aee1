package io.audittrail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one entity.
 *
 * @param label the natural id or the attribute named by {@link Tracked#label()}, for human readers
 * @param reason what {@link AuditContext#because} said when the change was made
 * @param changes in mapping order; all audited attributes for CREATE and DELETE, the changed ones for UPDATE, none for READ
 * @param unchanged what an UPDATE left as it was, by attribute and as plain values; empty for all others. Null unless
 *     somebody needs whole rows, as the audit tables do: it takes reading all attributes with each change
 */
public record ChangeRecord(
        Operation action,
        EntityRef entity,
        @Nullable String label,
        Actor actor,
        @Nullable String reason,
        List<Change> changes,
        @Nullable Map<String, @Nullable Object> unchanged)
        implements Entry {

    public ChangeRecord {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(actor, "actor");
        changes = List.copyOf(changes);
        unchanged = unchanged == null || unchanged.isEmpty()
                ? unchanged
                : Collections.unmodifiableMap(new LinkedHashMap<>(unchanged)); // A copyOf would take no null.
    }

    /** One that says nothing of what was left as it was. */
    public ChangeRecord(
            Operation action,
            EntityRef entity,
            @Nullable String label,
            Actor actor,
            @Nullable String reason,
            List<Change> changes) {
        this(action, entity, label, actor, reason, changes, null);
    }
}
