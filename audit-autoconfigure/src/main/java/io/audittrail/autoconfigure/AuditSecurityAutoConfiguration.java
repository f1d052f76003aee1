package io.audittrail.autoconfigure;

import io.audittrail.ActorResolver;
import io.audittrail.security.SecurityActorResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;

/** Asks Spring Security for the actor. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass(SecurityContextHolder.class)
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditSecurityAutoConfiguration {

    private static final String SWITCHED_USER =
            "org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority";
    private static final String TOKEN = "org.springframework.security.oauth2.core.ClaimAccessor";

    @Bean
    @ConditionalOnMissingBean(ActorResolver.class)
    SecurityActorResolver auditSecurityActorResolver(
            AuditProperties properties, ObjectProvider<AuthenticationTrustResolver> trust, ResourceLoader resources) {
        ClassLoader classes = resources.getClassLoader();
        SecurityActorResolver resolver =
                new SecurityActorResolver(trust.getIfAvailable(AuthenticationTrustResolverImpl::new));
        String claim = properties.actor().claim();
        if (claim != null) {
            requireTokens(claim, ClassUtils.isPresent(TOKEN, classes));
            resolver = resolver.namedByClaim(claim);
        }
        return ClassUtils.isPresent(SWITCHED_USER, classes) ? resolver.withSwitchedUsers() : resolver;
    }

    /** A claim that is never looked at would record other names than the operator expects. */
    static void requireTokens(String claim, boolean present) {
        if (!present) {
            throw new InvalidConfigurationPropertyValueException(
                    "audit.actor.claim",
                    claim,
                    "needs tokens: add org.springframework.security:spring-security-oauth2-core to the dependencies"
                            + " (the starters for OAuth2 bring it), or remove the setting");
        }
    }
}
