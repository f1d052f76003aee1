package io.audittrail.autoconfigure;

import io.audittrail.AuditFigures;
import io.audittrail.AuditHealth;
import io.audittrail.actuate.AuditMeters;
import io.audittrail.ledger.Ledger;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** What can be measured, in the application's registries. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditMetricsAutoConfiguration {

    /** Those that leave the log without something it should hold: an alert on them must not miss the first. */
    private static final List<String> KNOWN_KINDS = List.of(
            "actor-unknown",
            "chain-broken",
            "change-unrecorded",
            "close-failed",
            "context-failed",
            "delivery-failed",
            "hook-unlinked",
            "outbox-failed",
            "outbox-unreadable",
            "prepare-failed",
            "record-lost",
            "request-unrecorded",
            "segment-disturbed",
            "space-short",
            "sync-failed",
            "value-unreadable",
            "write-failed",
            "write-hanging");

    @Bean
    @ConditionalOnMissingBean
    AuditMeters auditMeters(ObjectProvider<AuditFigures> parts, ObjectProvider<AuditHealth> reports) {
        return new AuditMeters(parts, reports, KNOWN_KINDS);
    }

    @Bean
    AuditFigures auditLedgerFigures(ObjectProvider<Ledger> ledger) {
        return new MeasuredLedger(SingletonSupplier.ofNullable(ledger::getIfAvailable));
    }
}
