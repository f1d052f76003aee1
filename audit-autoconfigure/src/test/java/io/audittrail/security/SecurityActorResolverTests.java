package io.audittrail.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.Actor;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

class SecurityActorResolverTests {

    private final SecurityActorResolver resolver =
            new SecurityActorResolver(new AuthenticationTrustResolverImpl()).withSwitchedUsers();
    private final SecurityActorResolver byEmail = resolver.namedByClaim("email");

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void authenticationNamesTheUser() {
        logIn(user("bob"));
        assertThat(resolver.resolve()).isEqualTo(Actor.user("bob"));
    }

    @Test
    void nobodyLoggedInIsTheSystem() {
        assertThat(resolver.resolve()).isSameAs(Actor.SYSTEM);
    }

    @Test
    void whoIsNotAuthenticatedYetIsTheSystem() {
        logIn(UsernamePasswordAuthenticationToken.unauthenticated("bob", "guess"));
        assertThat(resolver.resolve()).isSameAs(Actor.SYSTEM);
    }

    @Test
    void anonymousIsAKindAndNoName() {
        logIn(new AnonymousAuthenticationToken("key", "bob", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        assertThat(resolver.resolve()).isSameAs(Actor.ANONYMOUS);
    }

    @Test
    void userWhoCallsHimselfSystemIsAUser() {
        logIn(user("system"));
        assertThat(resolver.resolve()).isEqualTo(new Actor("system", Actor.Kind.USER, null));
    }

    @Test
    void emptyNameIsNoAnswer() {
        logIn(user(""));
        assertThat(resolver.resolve()).isNull();
    }

    @Test
    void switchedUserKeepsTheOriginalOneAsVia() {
        logIn(switched("bob", user("admin")));
        assertThat(resolver.resolve()).isEqualTo(Actor.user("bob").via("admin"));
    }

    @Test
    void claimOfAJwtNamesTheUser() {
        logIn(new TokenAuthentication("8f1c", token(Map.of("sub", "8f1c", "email", "bob@example.org")), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob@example.org"));
    }

    @Test
    void claimOfATokenKeptAsCredentialsNamesTheUser() {
        logIn(new TokenAuthentication("8f1c", "8f1c", token(Map.of("email", "bob@example.org"))));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob@example.org"));
    }

    @Test
    void claimOfAnOidcUserNamesTheUser() {
        Map<String, Object> claims = Map.of("sub", "8f1c", "email", "bob@example.org");
        OidcIdToken token = new OidcIdToken("value", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), claims);
        logIn(new TokenAuthentication("8f1c", new DefaultOidcUser(List.of(), token), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob@example.org"));
    }

    @Test
    void attributeOfAnOpaqueTokenNamesTheUser() {
        logIn(new TokenAuthentication(
                "8f1c", new DefaultOAuth2AuthenticatedPrincipal(Map.of("email", "bob@example.org"), List.of()), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob@example.org"));
    }

    @Test
    void tokenWithoutTheClaimLeavesTheAuthenticationsName() {
        logIn(new TokenAuthentication("8f1c", token(Map.of("sub", "8f1c")), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("8f1c"));
        logIn(new TokenAuthentication("8f1c", token(Map.of("email", " ")), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("8f1c"));
        logIn(new TokenAuthentication("8f1c", token(Map.of("email", List.of("a", "b"))), ""));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("8f1c"));
    }

    @Test
    void claimIsNotLookedForWithoutAToken() {
        logIn(user("bob"));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob"));
    }

    @Test
    void originalUserIsNamedByTheClaimToo() {
        Authentication admin = new TokenAuthentication("77", token(Map.of("email", "admin@example.org")), "");
        logIn(switched("bob", admin));
        assertThat(byEmail.resolve()).isEqualTo(Actor.user("bob").via("admin@example.org"));
    }

    @Test
    void nothingIsAllocatedButTheActor() {
        logIn(new UsernamePasswordAuthenticationToken(
                "bob", "", AuthorityUtils.createAuthorityList("ROLE_MEMBER", "ROLE_ADMIN")));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Actor[] kept = new Actor[1_000];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = resolver.resolve();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least / kept.length).isEqualTo(24);
    }

    private static void logIn(Authentication authentication) {
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }

    private static Authentication user(String name) {
        return UsernamePasswordAuthenticationToken.authenticated(name, "", List.of());
    }

    private static Authentication switched(String name, Authentication original) {
        TestingAuthenticationToken authentication = new TestingAuthenticationToken(
                name,
                "",
                List.of(
                        new SimpleGrantedAuthority("ROLE_MEMBER"),
                        new SwitchUserGrantedAuthority("ROLE_PREVIOUS_ADMINISTRATOR", original)));
        authentication.setAuthenticated(true);
        return authentication;
    }

    private static ClaimAccessor token(Map<String, Object> claims) {
        return () -> claims;
    }

    /** Has the shape of the authentications that Spring Security makes of tokens. */
    private static final class TokenAuthentication extends AbstractAuthenticationToken {

        private final String name;
        private final transient Object principal;
        private final transient Object credentials;

        TokenAuthentication(String name, Object principal, Object credentials) {
            super(List.of());
            this.name = name;
            this.principal = principal;
            this.credentials = credentials;
            setAuthenticated(true);
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable Object getPrincipal() {
            return principal;
        }

        @Override
        public @Nullable Object getCredentials() {
            return credentials;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
