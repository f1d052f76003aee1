package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.audited.Project;
import io.audittrail.benchmarks.contender.audited.Team;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Kind;
import io.audittrail.benchmarks.workload.Model.Told;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hibernate's own audit log. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class HibernateAuditedConfiguration extends RevisionsConfiguration {

    @Bean
    Model model() {
        return new Model(new Kind<>(Project.class, Project::new), new Kind<>(Team.class, Team::new), Told.NOTHING);
    }
}
