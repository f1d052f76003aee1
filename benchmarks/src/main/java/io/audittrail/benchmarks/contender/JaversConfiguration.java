package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.TableData.Records;
import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.workload.Model;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.javers.repository.sql.DialectName;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** JaVers with its SQL repository, told of each change. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class JaversConfiguration {

    @Bean
    JaversTold told(EntityManagerFactory factory, Tables tables) {
        return new JaversTold(factory, tables.isPostgres() ? DialectName.POSTGRES : DialectName.H2);
    }

    @Bean
    Model model(JaversTold told) {
        return PlainEntities.model(told);
    }

    @Bean
    AuditData auditData(Tables tables, JaversTold told) {
        Records snapshots = new Records(
                "jv_snapshot",
                "snapshot_pk",
                "jv_snapshot join jv_global_id on jv_snapshot.global_id_fk = jv_global_id.global_id_pk");
        return new TableData(
                tables, List.of(snapshots), List.of("jv_commit", "jv_commit_property", "jv_global_id"), told::forget);
    }
}
