package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.line.Lines;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.OwnConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers straight to the ledger: encodes before the commit, on the committing thread, and writes after it, before the
 * caller goes on. Between the two a crash of the process loses the records. A large transaction is encoded after its
 * commit: its records, which sinks are told of anyway, are smaller than its lines, and it need not hold both.
 */
public final class DirectDelivery implements Delivery {

    private static final int LARGE = 1_000;

    private final Ledger ledger;
    private final Failures failures;
    private final int large;

    public DirectDelivery(Ledger ledger, Failures failures) {
        this(ledger, failures, Gate.open());
    }

    /** @param gate when closed, also a large transaction is encoded before its commit, while it can be refused */
    public DirectDelivery(Ledger ledger, Failures failures, Gate gate) {
        this.ledger = ledger;
        this.failures = failures;
        this.large = gate.isClosed() ? Integer.MAX_VALUE : LARGE;
    }

    @Override
    public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
        return changes.records().size() > large ? new Large(changes) : new Encoded(ledger.encode(changes));
    }

    private final class Large implements Prepared {

        private final ChangeSet changes;

        Large(ChangeSet changes) {
            this.changes = changes;
        }

        @Override
        public void committed() {
            deliver(Prepared::committed);
        }

        @Override
        public void rolledBack() {}

        @Override
        public void unknown() {
            deliver(Prepared::unknown);
        }

        private void deliver(Consumer<Prepared> outcome) {
            try {
                outcome.accept(new Encoded(ledger.encode(changes)));
            } catch (RuntimeException | Error e) {
                failures.report("prepare-failed", "The records of a large transaction could not be encoded", e);
            }
        }
    }

    private final class Encoded implements Prepared {

        private @Nullable Lines lines;

        Encoded(Lines lines) {
            this.lines = lines;
        }

        @Override
        public void committed() {
            Lines mine = take();
            if (mine != null) {
                ledger.deliver(mine);
            }
        }

        @Override
        public void rolledBack() {
            Lines mine = take();
            if (mine != null) {
                ledger.release(mine);
            }
        }

        @Override
        public void unknown() {
            Lines mine = take();
            if (mine != null) {
                mine.outcomeUnknown();
                ledger.deliver(mine);
            }
        }

        /** Once only: what is given back twice would be lent to two. */
        private @Nullable Lines take() {
            Lines mine = lines;
            lines = null;
            return mine;
        }
    }
}
