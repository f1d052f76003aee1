package io.audittrail.autoconfigure;

import io.audittrail.hibernate.UnknownNamesException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names what matches nothing: a typing error there would leave a secret in the log. */
final class UnknownNamesFailureAnalyzer extends AbstractFailureAnalyzer<UnknownNamesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownNamesException cause) {
        String names = cause.unknown().entrySet().stream()
                .map(entry -> "    - " + entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
        return new FailureAnalysis(
                "No entity or attribute of the audited persistence units has a name given by:%n%n%s%n%s"
                        .formatted(names, possible(cause)),
                "Correct or remove these names. Entities go by their JPA or class name, attributes by words of their"
                        + " name or as Entity.attribute.",
                cause);
    }

    private static String possible(UnknownNamesException cause) {
        return cause.possible().isEmpty()
                ? ""
                : "%nIt could be one of: %s%n".formatted(String.join(", ", cause.possible()));
    }
}
