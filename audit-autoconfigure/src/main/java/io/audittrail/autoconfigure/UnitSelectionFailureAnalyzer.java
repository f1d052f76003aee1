package io.audittrail.autoconfigure;

import io.audittrail.hibernate.UnitSelectionException;
import io.audittrail.hibernate.UnitSelectionException.Candidate;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists the units that could be meant, and the YAML to add. */
final class UnitSelectionFailureAnalyzer extends AbstractFailureAnalyzer<UnitSelectionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnitSelectionException cause) {
        if (!cause.unreachable().isEmpty()) {
            return unreachable(cause);
        }
        String candidates = cause.candidates().stream()
                .map(candidate -> "    - " + describe(candidate))
                .collect(Collectors.joining(System.lineSeparator()));
        String problem = cause.unknown().isEmpty()
                ? "There are several persistence units, and audit.persistence-units does not say which to audit."
                : "audit.persistence-units names " + String.join(", ", cause.unknown())
                        + ", and there is no such persistence unit or EntityManagerFactory bean.";
        String description = problem + " There are:%n%n%s%n".formatted(candidates);
        return new FailureAnalysis(description, action(cause), cause);
    }

    private static FailureAnalysis unreachable(UnitSelectionException cause) {
        return new FailureAnalysis(
                "audit.persistence-units names " + String.join(", ", cause.unknown())
                        + ", and the EntityManagerFactory bean " + String.join(", ", cause.unreachable())
                        + " was built before auditing could join it.",
                "Let the bean method return the LocalContainerEntityManagerFactoryBean itself, not the factory it makes,"
                        + " or turn auditing off with audit.enabled=false.",
                cause);
    }

    private static String describe(Candidate candidate) {
        return candidate.unit().isEmpty()
                ? "bean " + candidate.bean()
                : "unit " + candidate.unit() + " (bean " + candidate.bean() + ")";
    }

    private static String action(UnitSelectionException cause) {
        Candidate first = cause.candidates().get(0);
        String name = first.unit().isEmpty() ? first.bean() : first.unit();
        return """
                Name the unit or units to audit, by their own name or their factory's, for example:

                    audit:
                      persistence-units: %s

                or turn auditing off with audit.enabled=false.\
                """.formatted(name);
    }
}
