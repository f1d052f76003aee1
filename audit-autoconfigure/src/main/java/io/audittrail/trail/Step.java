package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.Change;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a record says of its entity's properties, and nothing else of it.
 *
 * @param changes of properties by the names they have now
 * @param isUnknown whether it may be of something that never was
 * @param weight about how many characters its values have
 */
record Step(Instant at, String tx, int n, Operation action, List<Change> changes, boolean isUnknown, int weight) {

    /** Several records of one transaction have one time. */
    static final Comparator<Step> ORDER =
            Comparator.comparing(Step::at).thenComparing(Step::tx).thenComparingInt(Step::n);

    static Step of(AuditRecord record, TypeNames names) {
        String entity = String.valueOf(record.entity());
        return new Step(
                record.at(),
                record.tx(),
                record.n(),
                record.action(),
                record.changes().stream()
                        .map(change -> new Change(
                                names.nowOf(entity, change.property()),
                                change.oldValue(),
                                change.newValue(),
                                change.elements()))
                        .toList(),
                record.outcomeUnknown(),
                record.json().length());
    }
}
