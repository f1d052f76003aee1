package io.audittrail.autoconfigure;

import io.audittrail.ledger.LedgerUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where the log cannot be written and why. There is no other place to fall back to: nobody would look there. */
final class LedgerUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<LedgerUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerUnavailableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Let the application write there, name another directory in audit.ledger.directory, or turn auditing"
                        + " off with audit.enabled=false.",
                cause);
    }
}
