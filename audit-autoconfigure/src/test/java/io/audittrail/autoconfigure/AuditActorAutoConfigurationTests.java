package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.security.SecurityActorResolver;
import io.audittrail.transaction.CurrentActor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.domain.AuditorAware;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

class AuditActorAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AuditAutoConfiguration.class,
                    AuditSecurityAutoConfiguration.class,
                    AuditActorAutoConfiguration.class,
                    AuditAuditorAwareAutoConfiguration.class));

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void springSecurityNamesTheActor() {
        logIn(user("bob"));
        runner.run(context -> assertThat(actor(context)).isEqualTo(Actor.user("bob")));
    }

    @Test
    void withoutSpringSecurityEverythingIsTheSystems() {
        logIn(user("bob"));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(SecurityActorResolver.class);
                    assertThat(actor(context)).isSameAs(Actor.SYSTEM);
                });
    }

    @Test
    void resolverOfTheApplicationReplacesOurs() {
        logIn(user("bob"));
        runner.withBean(ActorResolver.class, () -> () -> Actor.user("badge 7")).run(context -> {
            assertThat(context).hasSingleBean(ActorResolver.class);
            assertThat(actor(context)).isEqualTo(Actor.user("badge 7"));
        });
    }

    @Test
    void trustResolverOfTheApplicationSaysWhoIsAnonymous() {
        logIn(user("guest"));
        runner.withBean(AuthenticationTrustResolver.class, GuestsAreAnonymous::new)
                .run(context -> assertThat(actor(context)).isSameAs(Actor.ANONYMOUS));
    }

    @Test
    void switchedUserIsSeenThroughWhereSecurityWebIsThere() {
        logIn(new TestingAuthenticationToken(
                "bob", "", List.of(new SwitchUserGrantedAuthority("PREVIOUS", user("admin")))));
        runner.run(context ->
                assertThat(actor(context)).isEqualTo(Actor.user("bob").via("admin")));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security.web"))
                .run(context -> assertThat(actor(context)).isEqualTo(Actor.user("bob")));
    }

    @Test
    void claimNamesTheActor() {
        ClaimAccessor token = () -> Map.of("email", "bob@example.org");
        logIn(new TestingAuthenticationToken(token, ""));
        runner.withPropertyValues("audit.actor.claim=email")
                .run(context -> assertThat(actor(context)).isEqualTo(Actor.user("bob@example.org")));
    }

    @Test
    void claimWithoutTokenSupportStopsTheStartAndNamesTheSetting() {
        for (String missing : List.of("org.springframework.security.oauth2", "org.springframework.security")) {
            runner.withPropertyValues("audit.actor.claim=email")
                    .withClassLoader(new FilteredClassLoader(missing))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                            .hasMessageContaining("audit.actor.claim")
                            .hasMessageContaining("spring-security-oauth2-core"));
        }
    }

    @Test
    void withoutAClaimTokenSupportIsNotNeeded() {
        logIn(user("bob"));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
                .run(context -> assertThat(actor(context)).isEqualTo(Actor.user("bob")));
    }

    @Test
    void auditorAwareIsOfferedOnlyOnRequestAndNamesTheSameActor() {
        logIn(user("bob"));
        runner.run(context -> assertThat(context).doesNotHaveBean(AuditorAware.class));
        runner.withPropertyValues("audit.auditor-aware.enabled=true").run(context -> {
            AuditorAware<?> auditor = context.getBean(AuditorAware.class);
            assertThat(auditor.getCurrentAuditor().map(Object::toString)).hasValue("bob");
        });
    }

    @Test
    void auditorAwareOfTheApplicationStays() {
        AuditorAware<String> own = () -> Optional.of("own");
        runner.withPropertyValues("audit.auditor-aware.enabled=true")
                .withBean("own", AuditorAware.class, () -> own)
                .run(context -> assertThat(context.getBean(AuditorAware.class)).isSameAs(own));
    }

    @Test
    void withoutSpringDataThereIsNoAuditorAware() {
        runner.withPropertyValues("audit.auditor-aware.enabled=true")
                .withClassLoader(new FilteredClassLoader("org.springframework.data"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("auditAuditorAware"));
    }

    @Test
    void switchedOffThereIsNoBeanButTheSettings() {
        for (String off : List.of("false", "off", "no")) {
            runner.withPropertyValues("audit.enabled=" + off, "audit.auditor-aware.enabled=true")
                    .run(context -> assertThat(context)
                            .hasSingleBean(AuditProperties.class)
                            .doesNotHaveBean(ActorResolver.class)
                            .doesNotHaveBean(CurrentActor.class)
                            .doesNotHaveBean(AuditorAware.class));
        }
    }

    @Test
    void whatIsNeitherOnNorOffStopsTheStartAndIsNamed() {
        runner.withPropertyValues("audit.enabled=perhaps")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("audit.enabled"));
    }

    private static Actor actor(AssertableApplicationContext context) {
        return context.getBean(CurrentActor.class).get();
    }

    private static void logIn(Authentication authentication) {
        authentication.setAuthenticated(true);
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }

    private static Authentication user(String name) {
        TestingAuthenticationToken user = new TestingAuthenticationToken(name, "");
        user.setAuthenticated(true);
        return user;
    }

    private static final class GuestsAreAnonymous implements AuthenticationTrustResolver {

        @Override
        public boolean isAnonymous(@Nullable Authentication authentication) {
            return authentication != null && authentication.getName().equals("guest");
        }

        @Override
        public boolean isRememberMe(@Nullable Authentication authentication) {
            return false;
        }
    }
}
