package io.audittrail.benchmarks.contender;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What all contenders have alike. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class CommonConfiguration {

    static final String SCRATCH = "benchmarks.scratch";

    @Bean
    static BeanPostProcessor countingDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? new CountingDataSource(dataSource) : bean;
            }
        };
    }

    @Bean
    Tables tables(CountingDataSource dataSource, Environment environment) {
        boolean postgres =
                environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:postgresql:");
        return new Tables(dataSource.target(), postgres);
    }

    static Path scratch(Environment environment) {
        return Path.of(environment.getRequiredProperty(SCRATCH));
    }
}
