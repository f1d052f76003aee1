package io.audittrail.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What all contenders have alike. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class CommonConfiguration {

    static final String SCRATCH = "benchmarks.scratch";

    /** Counts the statements of the one pool. No data source itself: an application has one. */
    static final class Counting {
        private @Nullable CountingDataSource source;

        CountingDataSource source() {
            return Objects.requireNonNull(source, "There is no pool yet");
        }
    }

    @Bean
    static Counting counting() {
        return new Counting();
    }

    @Bean
    static BeanPostProcessor countingDataSource(ObjectProvider<Counting> counting) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    counting.getObject().source = CountingDataSource.below(pool);
                }
                return bean;
            }
        };
    }

    @Bean
    Tables tables(Environment environment) {
        String url = environment.getRequiredProperty("spring.datasource.url");
        return new Tables(
                new DriverManagerDataSource(
                        url,
                        environment.getRequiredProperty("spring.datasource.username"),
                        environment.getRequiredProperty("spring.datasource.password")),
                url.startsWith("jdbc:postgresql:"));
    }

    static Path scratch(Environment environment) {
        return Path.of(environment.getRequiredProperty(SCRATCH));
    }
}
