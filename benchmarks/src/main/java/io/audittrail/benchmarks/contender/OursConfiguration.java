package io.audittrail.benchmarks.contender;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.benchmarks.contender.plain.Project;
import io.audittrail.benchmarks.workload.Model;
import io.audittrail.benchmarks.workload.Model.Told;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.RecordFigures;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Ours: all but the actor comes of the starter and the settings. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Project.class)
class OursConfiguration {

    private static final Actor ACTOR = Actor.user("benchmark");

    @Bean
    Model model() {
        return PlainEntities.model(Told.NOTHING);
    }

    @Bean
    ActorResolver actor() {
        return () -> ACTOR;
    }

    @Bean
    AuditData auditData(ObjectProvider<Ledger> ledgers, RecordFigures records, Tables tables, Environment environment) {
        Ledger ledger = ledgers.getIfAvailable();
        if (ledger == null) {
            return new TableData(tables, List.of(new TableData.Records("audit_activity", "id")), "audit_transaction");
        }
        boolean guaranteed = environment.getProperty("audit.delivery", "direct").equals("guaranteed");
        List<String> outbox = guaranteed ? List.of("audit_outbox", "audit_anchor", "audit_lease") : List.of();
        return new LedgerData(ledger, records, tables, outbox);
    }
}
