package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.TableData.Records;
import io.audittrail.benchmarks.contender.envers.Project;
import io.audittrail.benchmarks.contender.envers.Team;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Kind;
import io.audittrail.benchmarks.workload.Model.Told;
import java.util.List;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Envers, which registers itself. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class EnversConfiguration {

    @Bean
    Model model() {
        return new Model(new Kind<>(Project.class, Project::new), new Kind<>(Team.class, Team::new), Told.NOTHING);
    }

    /** A changed collection is a row of its owner too, which is no change of its own. */
    @Bean
    AuditData auditData(Tables tables) {
        return new TableData(
                tables,
                List.of(new Records("project_aud", "rev"), new Records("team_members_aud", "rev")),
                "team_aud",
                "revinfo");
    }
}
