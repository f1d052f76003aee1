package io.audittrail;

import org.jspecify.annotations.Nullable;

/** One line of the log: what a transaction did to one entity, or a statement that it sent. */
public sealed interface Entry permits ChangeRecord, StatementRecord {

    Operation action();

    Actor actor();

    /** What {@link AuditContext#because} said when it was done. */
    @Nullable
    String reason();
}
