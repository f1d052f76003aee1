package io.audittrail.sample.status;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/** The {@code system_status} database. Everything that means it says so by name. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableJpaRepositories(
        entityManagerFactoryRef = "systemStatusEntityManagerFactory",
        transactionManagerRef = StatusConfiguration.TRANSACTION_MANAGER)
class StatusConfiguration {

    static final String TRANSACTION_MANAGER = "systemStatusTransactionManager";

    @Bean
    @ConfigurationProperties("sample.system-status.datasource")
    DataSourceProperties systemStatusDataSourceProperties() {
        return new DataSourceProperties();
    }

    @Bean
    HikariDataSource systemStatusDataSource(
            @Qualifier("systemStatusDataSourceProperties") DataSourceProperties properties) {
        return properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
    }

    @Bean
    LocalContainerEntityManagerFactoryBean systemStatusEntityManagerFactory(
            EntityManagerFactoryBuilder builder, @Qualifier("systemStatusDataSource") DataSource dataSource) {
        return builder.dataSource(dataSource)
                .packages(SystemOutage.class)
                .persistenceUnit("system_status")
                .build();
    }

    @Bean(TRANSACTION_MANAGER)
    PlatformTransactionManager systemStatusTransactionManager(
            @Qualifier("systemStatusEntityManagerFactory") EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }
}
