package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

class AuditDefaultsTests {

    private static final String PROPAGATE = "spring.task.execution.propagate-context";
    private static final String ORDER = "management.endpoint.health.status.order";

    @Test
    void contextIsPropagatedAndDegradedHasItsPlaceBetweenOutOfServiceAndUp() {
        Environment environment = start();
        assertThat(environment.getProperty(PROPAGATE)).isEqualTo("true");
        assertThat(order(environment)).containsExactly("down", "out-of-service", "degraded", "up", "unknown");
    }

    @Test
    void orderIsBootsOwnOtherwise() {
        assertThat(order(start()).stream().filter(status -> !status.equals("degraded")))
                .containsExactlyElementsOf(Status.DEFAULT_ORDER.stream()
                        .map(status -> status.getCode().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @Test
    void whatTheApplicationSetsHoldsHoweverItIsSpelt() {
        assertThat(start("--" + PROPAGATE + "=false").getProperty(PROPAGATE)).isEqualTo("false");
        assertThat(start("--spring.task.execution.propagateContext=false").getProperty(PROPAGATE))
                .isEqualTo("false");
        assertThat(order(start("--" + ORDER + "=up,down"))).containsExactly("up", "down");
        assertThat(order(start("--" + ORDER + "[0]=fatal", "--" + ORDER + "[1]=up")))
                .containsExactly("fatal", "up");
    }

    @Test
    void whatTheApplicationSetsAsItsOwnDefaultHolds() {
        for (String name : List.of(PROPAGATE, "spring.task.execution.propagateContext")) {
            SpringApplication application = application(Empty.class);
            application.setDefaultProperties(Map.of(name, "false", ORDER + "[0]", "up", "other", "kept"));
            try (ConfigurableApplicationContext context = application.run()) {
                Environment environment = context.getEnvironment();
                assertThat(environment.getProperty(PROPAGATE)).isEqualTo("false");
                assertThat(order(environment)).containsExactly("up");
                assertThat(environment.getProperty("other")).isEqualTo("kept");
            }
        }
    }

    @Test
    void whatTheApplicationSetsInAPropertySourceOfItsOwnHolds() {
        try (ConfigurableApplicationContext context =
                application(WithPropertySource.class).run()) {
            assertThat(context.getEnvironment().getProperty(PROPAGATE)).isEqualTo("false");
        }
    }

    @Test
    void whatTheOperatorSetsByEnvironmentVariableHolds() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "SPRING_TASK_EXECUTION_PROPAGATECONTEXT",
                                "false",
                                "MANAGEMENT_ENDPOINT_HEALTH_STATUS_ORDER",
                                "up,down")));
        new AuditDefaults().postProcessEnvironment(environment, new SpringApplication());
        ConfigurationPropertySources.attach(environment);
        assertThat(environment.getProperty(PROPAGATE)).isEqualTo("false");
        assertThat(order(environment)).containsExactly("up", "down");
    }

    @Test
    void switchedOffNothingIsSet() {
        for (String off : List.of("false", "off")) {
            Environment environment = start("--audit.enabled=" + off);
            assertThat(environment.getProperty(PROPAGATE)).isNull();
            assertThat(environment.getProperty(ORDER)).isNull();
        }
    }

    @Test
    void applicationsOwnFileMaySwitchItOff(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("application.properties"), "audit.enabled=false");
        Environment environment = start("--spring.config.location=" + directory.toUri());
        assertThat(environment.getProperty("audit.enabled")).isEqualTo("false");
        assertThat(environment.getProperty(PROPAGATE)).isNull();
    }

    @Test
    void whatIsNeitherOnNorOffStopsTheStart() {
        assertThatThrownBy(() -> start("--audit.enabled=perhaps"))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("audit.enabled");
    }

    @Test
    void nothingIsSetForLibrariesThatAreNotThere() {
        Environment environment = process(new FilteredClassLoader("io.micrometer.context"));
        assertThat(environment.getProperty(PROPAGATE)).isNull();
        assertThat(environment.getProperty(ORDER)).isNotNull();
        environment = process(new FilteredClassLoader("org.springframework.boot.health"));
        assertThat(environment.getProperty(PROPAGATE)).isEqualTo("true");
        assertThat(environment.getProperty(ORDER)).isNull();
    }

    private static Environment process(ClassLoader classes) {
        StandardEnvironment environment = new StandardEnvironment();
        SpringApplication application = new SpringApplication(new DefaultResourceLoader(classes));
        new AuditDefaults().postProcessEnvironment(environment, application);
        return environment;
    }

    /** A real start: the post-processor is found by its registration, and runs after the application's settings. */
    private static Environment start(String... arguments) {
        try (ConfigurableApplicationContext context = application(Empty.class).run(arguments)) {
            return context.getEnvironment();
        }
    }

    private static SpringApplication application(Class<?> configuration) {
        SpringApplication application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        return application;
    }

    private static List<String> order(Environment environment) {
        return Binder.get(environment)
                .bind(ORDER, Bindable.listOf(String.class))
                .get();
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    @Configuration(proxyBeanMethods = false)
    @PropertySource("classpath:propagate-nothing.properties")
    static class WithPropertySource {}
}
