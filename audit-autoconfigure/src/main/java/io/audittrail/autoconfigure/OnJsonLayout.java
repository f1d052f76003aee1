package io.audittrail.autoconfigure;

import io.audittrail.postgres.TriggerSettings.Layout;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** On when triggers write the audit tables, and no companions. */
final class OnJsonLayout extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Layout layout = Binder.get(context.getEnvironment())
                .bind("audit.postgres.triggers.layout", Layout.class)
                .orElse(Layout.JSON);
        return new ConditionOutcome(
                layout == Layout.JSON, ConditionMessage.forCondition("Layout").because("it is " + layout));
    }
}
