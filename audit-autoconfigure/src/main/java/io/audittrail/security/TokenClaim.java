package io.audittrail.security;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * The name that a token's claim gives; the authentication's own where there is no token, or no such claim in it. The
 * only class that needs spring-security-oauth2-core.
 */
final class TokenClaim implements Function<Authentication, @Nullable String> {

    private final String claim;

    TokenClaim(String claim) {
        this.claim = claim;
    }

    @Override
    public @Nullable String apply(Authentication authentication) {
        String name = text(authentication.getPrincipal());
        if (name == null) {
            name = text(authentication.getCredentials());
        }
        return name == null ? authentication.getName() : name;
    }

    /** Only of what can be a name: a list of roles, say, cannot. */
    private @Nullable String text(@Nullable Object token) {
        Object value = null;
        if (token instanceof ClaimAccessor accessor) {
            value = valueIn(accessor.getClaims());
        } else if (token instanceof OAuth2AuthenticatedPrincipal principal) {
            value = valueIn(principal.getAttributes());
        }
        String text = value instanceof CharSequence || value instanceof Number ? value.toString() : null;
        return text == null || text.isBlank() ? null : text;
    }

    private @Nullable Object valueIn(@Nullable Map<String, Object> values) {
        return values == null ? null : values.get(claim);
    }
}
