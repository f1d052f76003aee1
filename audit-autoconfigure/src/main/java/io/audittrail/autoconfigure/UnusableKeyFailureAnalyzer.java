package io.audittrail.autoconfigure;

import io.audittrail.checkpoint.UnusableKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to make a key. To go on unsigned would be found out by the auditor, when it is too late. */
final class UnusableKeyFailureAnalyzer extends AbstractFailureAnalyzer<UnusableKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), """
                        Name a file with an Ed25519 key in audit.checkpoints.key. To make one, and the public key that \
                        the verifier needs:

                            openssl genpkey -algorithm ed25519 -out audit-key.pem
                            openssl pkey -in audit-key.pem -pubout -out audit-key.pub.pem

                        Or leave audit.checkpoints.key out, and checkpoints are not signed.""", cause);
    }
}
