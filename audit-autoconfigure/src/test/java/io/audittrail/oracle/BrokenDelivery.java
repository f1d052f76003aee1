package io.audittrail.oracle;

import io.audittrail.transaction.Delivery;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Breaks what must not break, so that the oracle can be seen to find it.
 *
 * @param lost of so many committed change sets one is skipped; none when zero
 * @param invented of so many that are rolled back one is written; none when zero
 */
record BrokenDelivery(int lost, int invented, AtomicLong committed, AtomicLong rolledBack)
        implements UnaryOperator<Delivery> {

    BrokenDelivery(int lost, int invented) {
        this(lost, invented, new AtomicLong(), new AtomicLong());
    }

    @Override
    public Delivery apply(Delivery delivery) {
        return (changes, connection) -> broken(delivery.prepare(changes, connection));
    }

    private Delivery.Prepared broken(Delivery.Prepared prepared) {
        return new Delivery.Prepared() {
            @Override
            public void committed() {
                end(prepared, !isOne(committed, lost));
            }

            @Override
            public void rolledBack() {
                end(prepared, isOne(rolledBack, invented));
            }

            @Override
            public void unknown() {
                prepared.unknown();
            }
        };
    }

    private static void end(Delivery.Prepared prepared, boolean written) {
        if (written) {
            prepared.committed();
        } else {
            prepared.rolledBack();
        }
    }

    private static boolean isOne(AtomicLong counted, int of) {
        return of > 0 && counted.incrementAndGet() % of == 0;
    }
}
