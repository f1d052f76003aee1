package io.audittrail.autoconfigure;

import io.audittrail.AuditFigures;
import io.audittrail.AuditReconciliation;
import io.audittrail.AuditTrail;
import io.audittrail.CheckpointSigner;
import io.audittrail.actuate.AuditLedgerEndpoint;
import io.audittrail.actuate.BackgroundVerification;
import io.audittrail.actuate.ServletExchange;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.Failures;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code auditledger}, for servlet applications: elsewhere it could not tell a parameter it does not know. */
@AutoConfiguration(after = AuditTrailAutoConfiguration.class)
@ConditionalOnClass({WebEndpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(AuditTrail.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditLedgerEndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    AuditLedgerEndpoint auditLedgerEndpoint(
            AuditProperties properties,
            ObjectProvider<Ledger> ledger,
            ObjectProvider<LeaderLedger> leader,
            ObjectProvider<AuditFigures> figures,
            ObjectProvider<CheckpointSigner> signer,
            BackgroundVerification verification,
            AuditedTypes types,
            ObjectProvider<PlainJdbc> jdbc,
            ObjectProvider<AuditReconciliation> reconciliation,
            Failures failures) {
        LedgerStates states = new LedgerStates(
                properties,
                () -> LeaderLedger.written(ledger.getIfAvailable(), leader.getIfAvailable()),
                figures::orderedStream,
                signer.getIfAvailable());
        return new AuditLedgerEndpoint(
                states::now,
                verification,
                new UnitsCovered(types, failures, () -> isWatched(jdbc.getIfAvailable()))::coverage,
                reconciliation::getIfAvailable,
                Clock.systemUTC(),
                new ServletExchange());
    }

    private static boolean isWatched(@Nullable PlainJdbc jdbc) {
        return jdbc != null && jdbc.watchesAll();
    }

    /** Begins nothing before it is asked. */
    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = AuditLedgerEndpoint.class)
    @ConditionalOnMissingBean
    BackgroundVerification auditBackgroundVerification(
            AuditProperties properties, ObjectProvider<CheckpointSigner> signer, AuditTrail trail) {
        return new BackgroundVerification(new OwnLog(properties, signer.getIfAvailable(), trail), Clock.systemUTC());
    }
}
