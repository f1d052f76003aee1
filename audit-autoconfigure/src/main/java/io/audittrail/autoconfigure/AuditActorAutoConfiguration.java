package io.audittrail.autoconfigure;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.transaction.CurrentActor;
import io.audittrail.transaction.Failures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Who is at work: the application's resolver, Spring Security, or nobody but the system. */
@AutoConfiguration(after = {AuditAutoConfiguration.class, AuditSecurityAutoConfiguration.class})
@ConditionalOnSetting(value = "audit.enabled", byDefault = true)
public final class AuditActorAutoConfiguration {

    /** Without Spring Security there are no users to tell apart. */
    @Bean
    @ConditionalOnMissingBean
    ActorResolver auditSystemActorResolver(AuditProperties properties) {
        String claim = properties.actor().claim();
        if (claim != null) {
            AuditSecurityAutoConfiguration.requireTokens(claim, false);
        }
        return () -> Actor.SYSTEM;
    }

    @Bean
    @ConditionalOnMissingBean
    CurrentActor auditCurrentActor(ActorResolver resolver, Failures failures) {
        return new CurrentActor(resolver, failures);
    }

    /** Innermost of the decorators, so that it adds to the context which the others have carried over. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = {"auditSystemActorResolver", "auditSecurityActorResolver"})
    @ConditionalOnSetting(value = "spring.task.execution.propagate-context", byDefault = false)
    InheritedActorDecorator auditInheritedActorDecorator(ObjectProvider<CurrentActor> actor) {
        return new InheritedActorDecorator(actor);
    }
}
