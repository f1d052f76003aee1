package io.audittrail.autoconfigure;

import io.audittrail.hibernate.CoverageListener;
import io.audittrail.statements.FollowedDataSources;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.hibernate.integrator.spi.Integrator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Records what is sent on the connections of the audited units past Hibernate, or says that it is not recorded. */
@AutoConfiguration(after = AuditConnectionsAutoConfiguration.class)
@ConditionalOnClass(Integrator.class)
@ConditionalOnBean(FollowedDataSources.class)
public final class AuditJdbcAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private static final String TRIGGERED = "Nor is the database told whose it is: its triggers"
            + " (audit.postgres.triggers.enabled) record it as done outside the application";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({QueryExecutionListener.class, CCJSqlParser.class})
    @ConditionalOnSetting(value = "audit.jdbc.enabled", byDefault = true)
    static class Recorded {

        @Bean
        PlainJdbc auditPlainJdbc(
                FollowedDataSources sources, AuditProperties properties, StatementPolicy policy, Failures failures) {
            return new PlainJdbc(
                    sources,
                    properties.jdbc().tables(),
                    new PlainValues(properties.values().maxLength()),
                    policy,
                    failures);
        }
    }

    @Bean
    @ConditionalOnMissingBean(PlainJdbc.class)
    CoverageListener auditPlainJdbcIsNotRecorded(AuditProperties properties) {
        boolean isTriggered = properties.postgres().triggers().enabled();
        return coverage -> {
            if (properties.jdbc().enabled()) {
                log.warn(
                        "Plain JDBC of the persistence unit '{}' is not recorded: datasource-proxy or JSqlParser is missing."
                                + " Add net.ttddyy:datasource-proxy and com.github.jsqlparser:jsqlparser, or set"
                                + " audit.jdbc.enabled=false, which silences this{}",
                        coverage.unit(),
                        isTriggered ? ". " + TRIGGERED : "");
            } else if (isTriggered) {
                log.warn(
                        "Plain JDBC of the persistence unit '{}' is not recorded: audit.jdbc.enabled is false. {}",
                        coverage.unit(),
                        TRIGGERED);
            } else {
                log.info(
                        "Plain JDBC of the persistence unit '{}' is not recorded: audit.jdbc.enabled is false",
                        coverage.unit());
            }
        };
    }
}
