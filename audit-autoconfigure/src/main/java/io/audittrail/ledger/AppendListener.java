package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import org.jspecify.annotations.Nullable;

/** Hears of each line that was written. */
@FunctionalInterface
public interface AppendListener {

    /**
     * Called after the write, in the order of {@code seq}, while other writers wait: be quick. An exception is reported
     * and reaches nobody else.
     *
     * @param line the sealed bytes, without newline
     * @param changes the transaction the line belongs to; null when the ledger speaks of itself, and when only the line is
     *     left of the transaction, as in an outbox
     * @param record what the line tells of; null when there are no changes
     */
    void appended(byte[] line, long seq, @Nullable ChangeSet changes, @Nullable Entry record);
}
