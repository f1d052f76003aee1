package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import io.audittrail.transaction.CurrentActor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who and why, as seen by tasks on Boot's own executor. */
class TaskExecutionTests {

    private static final ThreadLocal<@Nullable Actor> BADGE = new ThreadLocal<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(context ->
                    new AuditDefaults().postProcessEnvironment(context.getEnvironment(), new SpringApplication()))
            .withConfiguration(AutoConfigurations.of(
                    TaskExecutionAutoConfiguration.class,
                    AuditAutoConfiguration.class,
                    AuditSecurityAutoConfiguration.class,
                    AuditActorAutoConfiguration.class));

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
        BADGE.remove();
    }

    @Test
    void taskKeepsActorAndReason() {
        logIn("bob");
        runner.run(context -> AuditContext.because("ticket 123", () -> {
            Seen seen = onExecutor(context);
            assertThat(seen.actor()).isEqualTo(Actor.user("bob"));
            assertThat(seen.reason()).isEqualTo("ticket 123");
            assertThat(seen.virtual()).isFalse();
        }));
    }

    @Test
    void taskKeepsTheJobAndTheUserBehindIt() {
        logIn("bob");
        runner.run(context -> AuditContext.runAs(
                "import",
                () -> assertThat(onExecutor(context).actor())
                        .isEqualTo(Actor.job("import").via("bob"))));
    }

    @Test
    void asyncMethodKeepsActorAndReason() {
        logIn("bob");
        runner.withUserConfiguration(Asynchronous.class)
                .run(context -> AuditContext.because("ticket 123", () -> {
                    Seen seen = get(context.getBean(Service.class).seen());
                    assertThat(seen.actor()).isEqualTo(Actor.user("bob"));
                    assertThat(seen.reason()).isEqualTo("ticket 123");
                    assertThat(seen.thread()).isNotSameAs(Thread.currentThread());
                }));
    }

    @Test
    void nextTaskOnTheSameThreadStartsWithNothing() {
        runner.withPropertyValues("spring.task.execution.pool.core-size=1").run(context -> {
            logIn("bob");
            Seen first = AuditContext.because("ticket 123", () -> onExecutor(context));
            SecurityContextHolder.clearContext();
            Seen second = onExecutor(context);
            assertThat(second.thread()).isSameAs(first.thread());
            assertThat(second.actor()).isSameAs(Actor.SYSTEM);
            assertThat(second.reason()).isNull();
        });
    }

    @Test
    void resolverOfTheApplicationNeedsNotFollowTheWorkItself() {
        BADGE.set(Actor.user("badge 7"));
        runner.withBean(ActorResolver.class, () -> TaskExecutionTests::badge)
                .run(context -> AuditContext.because("ticket 123", () -> {
                    Seen seen = onExecutor(context);
                    assertThat(seen.actor()).isEqualTo(Actor.user("badge 7"));
                    assertThat(seen.reason()).isEqualTo("ticket 123");
                }));
    }

    @Test
    void ourResolversTakeNoDecorator() {
        runner.run(context -> assertThat(context).doesNotHaveBean(InheritedActorDecorator.class));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> assertThat(context).doesNotHaveBean(InheritedActorDecorator.class));
    }

    @Test
    void applicationThatWantsNoPropagationHasNone() {
        logIn("bob");
        runner.withPropertyValues("spring.task.execution.propagate-context=false")
                .run(context -> AuditContext.because("ticket 123", () -> {
                    Seen seen = onExecutor(context);
                    assertThat(seen.actor()).isSameAs(Actor.SYSTEM);
                    assertThat(seen.reason()).isNull();
                }));
        BADGE.set(Actor.user("badge 7"));
        runner.withPropertyValues("spring.task.execution.propagate-context=false")
                .withBean(ActorResolver.class, () -> TaskExecutionTests::badge)
                .run(context -> assertThat(onExecutor(context).actor()).isSameAs(Actor.SYSTEM));
    }

    @Test
    void withoutContextPropagationTasksRunAsTheSystem() {
        FilteredClassLoader bare = new FilteredClassLoader("io.micrometer.context");
        logIn("bob");
        new ApplicationContextRunner()
                .withClassLoader(bare)
                .withConfiguration(AutoConfigurations.of(
                        TaskExecutionAutoConfiguration.class,
                        AuditAutoConfiguration.class,
                        AuditSecurityAutoConfiguration.class,
                        AuditActorAutoConfiguration.class))
                .run(context -> assertThat(onExecutor(context).actor()).isSameAs(Actor.SYSTEM));
    }

    @Test
    void virtualThreadKeepsActorAndReason() {
        boolean virtualThreads = Runtime.version().feature() >= 21;
        if (!virtualThreads) {
            LoggerFactory.getLogger(TaskExecutionTests.class)
                    .warn("NOT TESTED: virtual threads need JDK 21 or later, this is {}", Runtime.version());
        }
        Assumptions.assumeTrue(virtualThreads, "virtual threads need JDK 21");
        logIn("bob");
        runner.withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> AuditContext.because("ticket 123", () -> {
                    Seen seen = onExecutor(context);
                    assertThat(seen.virtual()).isTrue();
                    assertThat(seen.actor()).isEqualTo(Actor.user("bob"));
                    assertThat(seen.reason()).isEqualTo("ticket 123");
                }));
    }

    private static Actor badge() {
        Actor badge = BADGE.get();
        return badge == null ? Actor.SYSTEM : badge;
    }

    private static Seen onExecutor(ApplicationContext context) {
        CurrentActor actor = context.getBean(CurrentActor.class);
        Callable<Seen> task = () -> Seen.now(actor);
        return get(context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
                .submitCompletable(task));
    }

    private static Seen get(CompletableFuture<Seen> seen) {
        return seen.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void logIn(String name) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, "", List.of()));
    }

    record Seen(Actor actor, @Nullable String reason, Thread thread) {

        static Seen now(CurrentActor actor) {
            return new Seen(actor.get(), AuditContext.current().reason(), Thread.currentThread());
        }

        /** By reflection: the method is not there on JDK 17. */
        boolean virtual() {
            try {
                return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }
    }

    @EnableAsync
    @Import(Service.class)
    static class Asynchronous {}

    static class Service {

        private final CurrentActor actor;

        Service(CurrentActor actor) {
            this.actor = actor;
        }

        @Async
        CompletableFuture<Seen> seen() {
            return CompletableFuture.completedFuture(Seen.now(actor));
        }
    }
}
