package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.line.Lines;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import java.io.IOException;
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

    public DirectDelivery(Ledger ledger, Failures failures) {
        this.ledger = ledger;
        this.failures = failures;
    }

    @Override
    public Prepared prepare(ChangeSet changes) {
        return changes.records().size() > LARGE ? new Large(changes) : new Encoded(ledger.encode(changes));
    }

    private final class Large implements Prepared {

        private final ChangeSet changes;

        Large(ChangeSet changes) {
            this.changes = changes;
        }

        @Override
        public void committed() {
            try {
                new Encoded(ledger.encode(changes)).committed();
            } catch (RuntimeException | Error e) {
                failures.report("prepare-failed", "The records of a large transaction could not be encoded", e);
            }
        }

        @Override
        public void rolledBack() {}
    }

    private final class Encoded implements Prepared {

        private @Nullable Lines lines;

        Encoded(Lines lines) {
            this.lines = lines;
        }

        @Override
        public void committed() {
            Lines mine = take();
            if (mine == null) {
                return;
            }
            try {
                ledger.append(mine);
            } catch (IOException e) {
                // The ledger has reported it, and the transaction is committed.
            } catch (RuntimeException | Error e) {
                failures.report("write-failed", "The audit log in " + ledger.directory() + " failed", e);
            } finally {
                ledger.release(mine);
            }
        }

        @Override
        public void rolledBack() {
            Lines mine = take();
            if (mine != null) {
                ledger.release(mine);
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
