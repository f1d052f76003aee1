package io.audittrail.autoconfigure;

import io.audittrail.statements.FollowedDataSources;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.hibernate.integrator.spi.Integrator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Records what is sent on the connections of the audited units past Hibernate. */
@AutoConfiguration(after = AuditConnectionsAutoConfiguration.class)
@ConditionalOnClass({Integrator.class, QueryExecutionListener.class, CCJSqlParser.class})
@ConditionalOnBean(FollowedDataSources.class)
@ConditionalOnSetting(value = "audit.jdbc.enabled", byDefault = true)
public final class AuditJdbcAutoConfiguration {

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
