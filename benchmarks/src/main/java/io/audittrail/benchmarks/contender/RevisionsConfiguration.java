package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.contender.TableData.Records;
import java.util.List;
import org.springframework.context.annotation.Bean;

/** What Envers and Hibernate's audit log, which came of it, have alike: their tables. */
abstract class RevisionsConfiguration {

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
