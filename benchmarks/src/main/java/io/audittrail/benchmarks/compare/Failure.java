package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.util.List;

/**
 * A contender that did not get to the end of a workload.
 *
 * @param last whether it was not asked for anything more after that
 * @param stderr the last lines it wrote there
 */
record Failure(
        Database.Kind kind, Workload workload, Contender contender, String message, boolean last, List<String> stderr) {

    Failure {
        stderr = List.copyOf(stderr);
    }
}
