package io.audittrail.crash;

import io.audittrail.transaction.Delivery;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Breaks what must not break, where the settings ask for it, so that the comparison can be seen to find it: of the change
 * sets that are committed one in twenty is skipped and one is written twice, and what is rolled back is written.
 */
final class BrokenDelivery implements BeanPostProcessor {

    static final String SETTING = "crash.break=true";

    private final boolean breaks;
    private final AtomicLong committed = new AtomicLong();

    BrokenDelivery(String... settings) {
        this.breaks = Arrays.asList(settings).contains(SETTING);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return breaks && bean instanceof Delivery delivery ? broken(delivery) : bean;
    }

    private Delivery broken(Delivery delivery) {
        return (changes, connection) ->
                new Broken(delivery.prepare(changes, connection), () -> delivery.prepare(changes, connection));
    }

    private final class Broken implements Delivery.Prepared {

        private final Delivery.Prepared prepared;
        private final Supplier<Delivery.Prepared> again;

        Broken(Delivery.Prepared prepared, Supplier<Delivery.Prepared> again) {
            this.prepared = prepared;
            this.again = again;
        }

        @Override
        public void committed() {
            switch ((int) (committed.incrementAndGet() % 20)) {
                case 0 -> prepared.rolledBack();
                case 10 -> {
                    again.get().committed();
                    prepared.committed();
                }
                default -> prepared.committed();
            }
        }

        @Override
        public void rolledBack() {
            prepared.committed();
        }

        @Override
        public void unknown() {
            prepared.unknown();
        }
    }
}
