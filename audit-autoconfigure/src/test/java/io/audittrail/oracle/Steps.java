package io.audittrail.oracle;

import java.util.List;
import java.util.stream.Stream;

/** All that the workload can do. What the log does not have yet stands in {@link #waiting} and is not done. */
final class Steps {

    private Steps() {}

    static List<Step> all() {
        return Stream.of(
                        EntitySteps.all(),
                        TransactionSteps.all(),
                        CollectionSteps.all(),
                        SavepointSteps.all(),
                        StatelessSteps.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Paths that wait until they are captured. */
    static List<Step> waiting() {
        return Stream.of(StatementSteps.all(), JdbcSteps.all())
                .flatMap(List::stream)
                .toList();
    }
}
