package io.audittrail.crash;

import io.audittrail.transaction.Delivery;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Breaks what must not break, where the settings ask for it, so that the comparison can be seen to find it: one in ten
 * change sets is written before its commit, skipped, or written twice.
 */
final class BrokenDelivery implements BeanPostProcessor {

    static final String SETTING = "crash.break=true";

    private final boolean breaks;
    private final AtomicLong prepared = new AtomicLong();

    BrokenDelivery(String... settings) {
        this.breaks = Arrays.asList(settings).contains(SETTING);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return breaks && bean instanceof Delivery delivery ? broken(delivery) : bean;
    }

    private Delivery broken(Delivery delivery) {
        return (changes, connection) -> {
            Delivery.Prepared whole = delivery.prepare(changes, connection);
            switch ((int) (prepared.incrementAndGet() % 30)) {
                case 0 -> whole.committed();
                case 10 -> whole.rolledBack();
                case 20 -> delivery.prepare(changes, connection).committed();
                default -> {
                    return whole;
                }
            }
            return whole;
        };
    }
}
