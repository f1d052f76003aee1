package io.audittrail.autoconfigure;

import io.audittrail.outbox.OutboxUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which table is missing, and where the script is. */
final class OutboxUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<OutboxUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OutboxUnavailableException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
