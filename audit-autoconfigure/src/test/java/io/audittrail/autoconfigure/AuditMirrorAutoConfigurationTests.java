package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.mirror.Mirror;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AuditMirrorAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class, AuditMirrorAutoConfiguration.class));
    private final ApplicationContextRunner mirrored = runner.withPropertyValues("audit.mirror.enabled=true");

    @Test
    void thereIsNoMirrorByDefaultNorWithAuditingOff() {
        runner.run(context -> assertThat(context).doesNotHaveBean(Mirror.class));
        mirrored.withPropertyValues("audit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Mirror.class));
    }

    @Test
    void everyFormatStarts() {
        mirrored.run(context -> assertThat(context).hasSingleBean(Mirror.class));
        for (String format : List.of("text", "json", "line")) {
            mirrored.withPropertyValues("audit.mirror.format=" + format)
                    .run(context -> assertThat(context).hasSingleBean(Mirror.class));
        }
    }

    @Test
    void jsonWithoutItsLibrariesStopsTheStartAndNamesSettingAndDependency() {
        for (String[] missing : new String[][] {
            {"net.logstash", "net.logstash.logback:logstash-logback-encoder"},
            {"ch.qos.logback.classic", "ch.qos.logback:logback-classic"}
        }) {
            mirrored.withPropertyValues("audit.mirror.format=json")
                    .withClassLoader(new FilteredClassLoader(missing[0]))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                            .hasMessageContaining("audit.mirror.format")
                            .hasMessageContaining(missing[1]));
        }
    }

    @Test
    void textAndLineNeedNeither() {
        for (String format : List.of("text", "line")) {
            mirrored.withPropertyValues("audit.mirror.format=" + format)
                    .withClassLoader(new FilteredClassLoader("net.logstash", "ch.qos.logback.classic"))
                    .run(context -> assertThat(context).hasSingleBean(Mirror.class));
        }
    }
}
