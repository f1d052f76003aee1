package io.audittrail.oracle;

import java.util.List;
import java.util.stream.Stream;

/** All that the workload can do. */
final class Steps {

    private Steps() {}

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
