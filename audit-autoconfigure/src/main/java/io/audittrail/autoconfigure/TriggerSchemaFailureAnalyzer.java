package io.audittrail.autoconfigure;

import io.audittrail.postgres.TriggerSchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what of the triggers is not as it should be, and what mends it. */
final class TriggerSchemaFailureAnalyzer extends AbstractFailureAnalyzer<TriggerSchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TriggerSchemaException cause) {
        return new FailureAnalysis(cause.what(), cause.action(), cause);
    }
}
