package io.audittrail.sample.sam;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.sample.sam.domain.Project;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/** The {@code sam} database. Primary: what does not say which database it means, means this one. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(
        entityManagerFactoryRef = "samEntityManagerFactory",
        transactionManagerRef = "samTransactionManager")
class SamConfiguration {

    @Bean
    @Primary
    @ConfigurationProperties("sample.sam.datasource")
    DataSourceProperties samDataSourceProperties() {
        return new DataSourceProperties();
    }

    @Bean
    @Primary
    HikariDataSource samDataSource(DataSourceProperties samDataSourceProperties) {
        return samDataSourceProperties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
    }

    @Bean
    @Primary
    LocalContainerEntityManagerFactoryBean samEntityManagerFactory(
            EntityManagerFactoryBuilder builder,
            DataSource samDataSource,
            @Value("${sample.sam.ddl-auto:${spring.jpa.hibernate.ddl-auto:}}") String ddlAuto) {
        return builder.dataSource(samDataSource)
                .packages(Project.class)
                .persistenceUnit("sam")
                .properties(ddlAuto.isEmpty() ? Map.of() : Map.of("hibernate.hbm2ddl.auto", ddlAuto))
                .build();
    }

    @Bean
    @Primary
    PlatformTransactionManager samTransactionManager(EntityManagerFactory samEntityManagerFactory) {
        return new JpaTransactionManager(samEntityManagerFactory);
    }

    @Bean
    ProjectSummaries projectSummaries(Projects projects, @Value("${audit.enabled:true}") boolean audited) {
        return new ProjectSummaries(projects::all, audited);
    }
}
