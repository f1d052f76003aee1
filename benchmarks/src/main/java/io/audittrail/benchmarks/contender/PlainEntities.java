package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.contender.plain.Team;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Kind;
import io.audittrail.benchmarks.workload.Model.Told;

/** The entities of all who need no annotation. */
final class PlainEntities {

    private PlainEntities() {}

    static Model model(Told told) {
        return new Model(new Kind<>(Project.class, Project::new), new Kind<>(Team.class, Team::new), told);
    }
}
