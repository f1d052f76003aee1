package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Told;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** No auditing. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class NoneConfiguration {

    @Bean
    Model model() {
        return PlainEntities.model(Told.NOTHING);
    }

    @Bean
    AuditData auditData(Tables tables, Environment environment) {
        return new NoAuditData(tables, CommonConfiguration.scratch(environment));
    }
}
