package io.audittrail.autoconfigure;

import io.audittrail.hibernate.HookUnlinkedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what cannot be heard of, and how to start all the same. */
final class HookUnlinkedFailureAnalyzer extends AbstractFailureAnalyzer<HookUnlinkedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, HookUnlinkedException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ": " + cause.getCause() + ".",
                "Use the version of Hibernate that comes with Spring Boot, or set audit.on-failure=open to start without"
                        + " it.",
                cause);
    }
}
