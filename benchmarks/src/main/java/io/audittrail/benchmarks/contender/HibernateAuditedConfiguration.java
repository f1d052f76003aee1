package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.TableData.Records;
import io.audittrail.benchmarks.contender.audited.Project;
import io.audittrail.benchmarks.contender.audited.Team;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Kind;
import io.audittrail.benchmarks.workload.Model.Told;
import java.util.List;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hibernate's own audit log. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class HibernateAuditedConfiguration {

    @Bean
    Model model() {
        return new Model(new Kind<>(Project.class, Project::new), new Kind<>(Team.class, Team::new), Told.NOTHING);
    }

    @Bean
    AuditData auditData(Tables tables) {
        return new TableData(
                tables,
                List.of(new Records("project_aud", "rev"), new Records("team_members_aud", "rev")),
                "team_aud",
                "revinfo");
    }
}
