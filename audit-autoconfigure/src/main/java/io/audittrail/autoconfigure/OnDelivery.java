package io.audittrail.autoconfigure;

import io.audittrail.autoconfigure.AuditProperties.Delivery;
import io.audittrail.autoconfigure.AuditProperties.Drain;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * On for some ways of delivery. Reads the settings as {@link AuditProperties} does, so that no spelling means one way there
 * and none here.
 */
abstract class OnDelivery extends SpringBootCondition {

    abstract boolean isOn(Delivery delivery, Drain drain);

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder settings = Binder.get(context.getEnvironment());
        Delivery delivery = settings.bind("audit.delivery", Delivery.class).orElse(Delivery.DIRECT);
        Drain drain = settings.bind("audit.outbox.drain", Drain.class).orElse(Drain.OWN);
        return new ConditionOutcome(
                isOn(delivery, drain),
                ConditionMessage.forCondition("Delivery").because(delivery + ", drained by " + drain));
    }

    static final class Direct extends OnDelivery {
        @Override
        boolean isOn(Delivery delivery, Drain drain) {
            return delivery == Delivery.DIRECT;
        }
    }

    static final class Guaranteed extends OnDelivery {
        @Override
        boolean isOn(Delivery delivery, Drain drain) {
            return delivery == Delivery.GUARANTEED;
        }
    }

    /** Otherwise only the one instance that leads has the log open. */
    static final class ToAnOwnLog extends OnDelivery {
        @Override
        boolean isOn(Delivery delivery, Drain drain) {
            return delivery == Delivery.DIRECT || drain == Drain.OWN;
        }
    }
}
