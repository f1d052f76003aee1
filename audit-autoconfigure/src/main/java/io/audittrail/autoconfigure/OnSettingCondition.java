package io.audittrail.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Decides {@link ConditionalOnSetting}. */
final class OnSettingCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MergedAnnotation<ConditionalOnSetting> setting =
                metadata.getAnnotations().get(ConditionalOnSetting.class);
        String name = setting.getString("value");
        boolean on = isOn(context.getEnvironment(), name, setting.getBoolean("byDefault"));
        return new ConditionOutcome(
                on, ConditionMessage.forCondition(ConditionalOnSetting.class).because(name + " is " + on));
    }

    static boolean isOn(Environment environment, String name, boolean byDefault) {
        return Binder.get(environment).bind(name, Boolean.class).orElse(byDefault);
    }
}
