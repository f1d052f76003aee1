package io.audittrail.autoconfigure;

import io.audittrail.AuditTrail;
import io.audittrail.actuate.AuditTrailEndpoint;
import io.audittrail.actuate.ReadRecorder;
import io.audittrail.actuate.ServletExchange;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.transaction.Failures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code audittrail}, for servlet applications: elsewhere it could not tell a parameter it does not know. */
@AutoConfiguration(after = AuditTrailAutoConfiguration.class)
@ConditionalOnClass({WebEndpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(AuditTrail.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditEndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    AuditTrailEndpoint auditTrailEndpoint(
            AuditTrail trail, ReadRecorder reads, ObjectProvider<PathMappedEndpoints> endpoints) {
        return new AuditTrailEndpoint(ShownTrail.of(trail), new ServletExchange(), reads, endpoints::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    ReadRecorder auditReadRecorder(
            AuditProperties properties,
            ObjectProvider<Ledger> ledger,
            ObjectProvider<LeaderLedger> leader,
            ObjectProvider<CurrentActor> actor,
            Failures failures) {
        CurrentActor reader = actor.getIfAvailable();
        if (!properties.endpoint().recordReads() || reader == null) {
            return (asked, records) -> {};
        }
        return new ReadsInLog(
                () -> LeaderLedger.written(ledger.getIfAvailable(), leader.getIfAvailable()), reader, failures);
    }
}
