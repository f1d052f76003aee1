package io.audittrail.autoconfigure;

import io.audittrail.web.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.context.request.RequestContextHolder;

/** What is recorded of the surroundings of a change: first the request, then the MDC, then what the application adds. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditContextAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    MdcContext auditMdcContext(AuditProperties properties) {
        return new MdcContext(properties.context().mdc());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RequestContextHolder.class, HttpServletRequest.class})
    @ConditionalOnSetting(value = "audit.context.request", byDefault = true)
    static class Request {

        @Bean
        @ConditionalOnMissingBean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        RequestContext auditRequestContext() {
            return new RequestContext();
        }
    }
}
