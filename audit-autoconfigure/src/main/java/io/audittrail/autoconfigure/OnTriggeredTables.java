package io.audittrail.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** On when triggers write the audit tables. */
final class OnTriggeredTables extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean isOn = Binder.get(context.getEnvironment())
                .bindOrCreate("audit.postgres.triggers", AuditProperties.Triggers.class)
                .writeTables();
        return new ConditionOutcome(
                isOn,
                ConditionMessage.forCondition("Triggers")
                        .because((isOn ? "they" : "they do not") + " write the tables"));
    }
}
