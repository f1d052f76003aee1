package io.audittrail.autoconfigure;

import io.audittrail.hibernate.UnitListener;
import io.audittrail.statements.FollowedDataSources;
import javax.sql.DataSource;
import org.hibernate.integrator.spi.Integrator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** Follows the connections of the audited units: to savepoints, and to commits by hand. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass({Integrator.class, AbstractEntityManagerFactoryBean.class, DelegatingDataSource.class})
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditConnectionsAutoConfiguration {

    @Bean
    static FollowedDataSources auditFollowedDataSources() {
        return new FollowedDataSources();
    }

    /** A data source that is no bean is met here first. */
    @Bean
    static UnitListener auditFollowedUnits(FollowedDataSources sources) {
        return (unit, factory) -> {
            DataSource source = factory.getDataSource();
            if (source != null && factory instanceof LocalContainerEntityManagerFactoryBean container) {
                container.setDataSource(sources.follow(source));
            }
        };
    }
}
