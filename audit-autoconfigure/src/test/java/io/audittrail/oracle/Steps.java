package io.audittrail.oracle;

import java.util.List;
import java.util.stream.Stream;

/** All that the workload can do. */
final class Steps {

    private Steps() {}

    /** Those that need more than one connection at a time have a transaction within another. */
    static List<Step> withOneConnection() {
        return all().stream()
                .filter(step -> !step.name().startsWith("a transaction within"))
                .toList();
    }

    static List<Step> all() {
        return Stream.of(
                        EntitySteps.all(),
                        TransactionSteps.all(),
                        CollectionSteps.all(),
                        SavepointSteps.all(),
                        StatelessSteps.all(),
                        StatementSteps.all(),
                        JdbcSteps.all())
                .flatMap(List::stream)
                .toList();
    }
}
