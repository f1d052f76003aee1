package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.ledger.Ledger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** An application need not have what it does not use. */
class MissingLibrariesTests {

    private static final Class<?>[] ALL = StreamSupport.stream(
                    ImportCandidates.load(AutoConfiguration.class, MissingLibrariesTests.class.getClassLoader())
                            .spliterator(),
                    false)
            .filter(name -> name.startsWith("io.audittrail."))
            .map(name -> ClassUtils.resolveClassName(name, MissingLibrariesTests.class.getClassLoader()))
            .toArray(Class<?>[]::new);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hibernate",
                "org.springframework.orm",
                "jakarta.persistence",
                "org.springframework.data",
                "org.springframework.security",
                "org.springframework.web",
                "jakarta.servlet",
                "io.micrometer",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "tools.jackson",
                "net.ttddyy",
                "net.sf.jsqlparser",
                "com.zaxxer.hikari",
                "ch.qos.logback.classic",
                "net.logstash"
            })
    void theContextStartsWithout(String library) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ALL))
                .withClassLoader(new FilteredClassLoader(library))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(AuditProperties.class)
                        .doesNotHaveBean(Ledger.class));
    }
}
