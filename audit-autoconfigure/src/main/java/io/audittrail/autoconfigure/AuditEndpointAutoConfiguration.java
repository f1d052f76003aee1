package io.audittrail.autoconfigure;

import io.audittrail.AuditTrail;
import io.audittrail.actuate.AuditTrailEndpoint;
import io.audittrail.actuate.ServletParameters;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
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
    AuditTrailEndpoint auditTrailEndpoint(AuditTrail trail) {
        return new AuditTrailEndpoint(trail, ServletParameters::current);
    }
}
