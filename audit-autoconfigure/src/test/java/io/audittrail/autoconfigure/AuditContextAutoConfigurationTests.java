package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.audittrail.ContextContributor;
import io.audittrail.web.RequestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;

class AuditContextAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(AuditAutoConfiguration.class, AuditContextAutoConfiguration.class));

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void requestComesFirstThenTheMdcThenTheApplicationsOwn() {
        runner.withBean(First.class)
                .run(context -> assertThat(contributors(context))
                        .extracting(Object::getClass)
                        .containsExactly(RequestContext.class, MdcContext.class, First.class));
    }

    @Test
    void onlyNamedMdcKeysAreRecordedInTheirOrder() {
        MDC.put("traceId", "4bf9");
        MDC.put("tenant", "ncar");
        MDC.put("token", "secret");
        runner.withPropertyValues("audit.context.mdc=tenant,traceId,missing")
                .run(context -> assertThat(context.getBean(MdcContext.class).context())
                        .containsExactly(entry("tenant", "ncar"), entry("traceId", "4bf9")));
    }

    @Test
    void withoutNamesNothingOfTheMdcIsRecorded() {
        MDC.put("traceId", "4bf9");
        runner.run(context ->
                assertThat(context.getBean(MdcContext.class).context()).isEmpty());
    }

    @Test
    void requestIsNotRecordedWhenSwitchedOff() {
        runner.withPropertyValues("audit.context.request=false")
                .run(context -> assertThat(context).doesNotHaveBean(RequestContext.class));
    }

    @Test
    void requestIsNotRecordedWithoutServletsOrSpringWeb() {
        for (String missing : List.of("jakarta.servlet", "org.springframework.web")) {
            runner.withClassLoader(new FilteredClassLoader(missing))
                    .run(context ->
                            assertThat(context).hasSingleBean(MdcContext.class).doesNotHaveBean(RequestContext.class));
        }
    }

    @Test
    void switchedOffThereIsNoContributor() {
        runner.withPropertyValues("audit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ContextContributor.class));
    }

    private static List<ContextContributor> contributors(AssertableApplicationContext context) {
        return context.getBeanProvider(ContextContributor.class).orderedStream().toList();
    }

    @Order(0)
    private static final class First implements ContextContributor {

        @Override
        public Map<String, ?> context() {
            return Map.of();
        }
    }
}
