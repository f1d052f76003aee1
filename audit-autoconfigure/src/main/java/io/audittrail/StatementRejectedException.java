package io.audittrail;

import org.jspecify.annotations.Nullable;

/**
 * A statement that was not executed, because {@code audit.statements.mode} is {@code reject}: it would have changed rows
 * without their entities being known. What becomes of the transaction is the application's decision.
 */
public final class StatementRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param entity the audited type it was to change, when there is exactly one
     * @param text without literals
     */
    public StatementRejectedException(StatementRecord.Kind kind, @Nullable String entity, String text) {
        super(kind + (entity == null ? "" : " of " + entity)
                + " was not executed, because audit.statements.mode is reject:"
                + " nobody could say which entities it changes. The statement: " + text);
    }
}
