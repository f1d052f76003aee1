package io.audittrail.security;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Asks Spring Security. A user is named by his authentication, or by a claim of his token; who has switched to another
 * user is kept as {@code via}. Thread-safe.
 */
public final class SecurityActorResolver implements ActorResolver {

    private final AuthenticationTrustResolver trust;
    private final Function<Authentication, @Nullable String> name;
    private final Function<Authentication, @Nullable Authentication> original;

    private SecurityActorResolver(
            AuthenticationTrustResolver trust,
            Function<Authentication, @Nullable String> name,
            Function<Authentication, @Nullable Authentication> original) {
        this.trust = trust;
        this.name = name;
        this.original = original;
    }

    public SecurityActorResolver(AuthenticationTrustResolver trust) {
        this(trust, Authentication::getName, authentication -> null);
    }

    /** Takes the name from this claim where the token has it. Needs spring-security-oauth2-core. */
    public SecurityActorResolver namedByClaim(String claim) {
        return new SecurityActorResolver(trust, new TokenClaim(claim), original);
    }

    /** Sees through switched users. Needs spring-security-web. */
    public SecurityActorResolver withSwitchedUsers() {
        return new SecurityActorResolver(trust, name, SwitchedUser::originalOf);
    }

    @Override
    public @Nullable Actor resolve() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return Actor.SYSTEM;
        }
        if (trust.isAnonymous(authentication)) {
            return Actor.ANONYMOUS;
        }
        String user = name.apply(authentication);
        if (user == null || user.isBlank()) {
            return null;
        }
        Authentication switchedFrom = original.apply(authentication);
        return new Actor(user, Actor.Kind.USER, switchedFrom == null ? null : name.apply(switchedFrom));
    }
}
