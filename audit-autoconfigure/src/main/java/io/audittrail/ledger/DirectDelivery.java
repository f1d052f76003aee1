package io.audittrail.ledger;

import io.audittrail.ChangeSet;
import io.audittrail.line.Lines;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Delivers straight to the ledger: encodes before the commit, on the committing thread, and writes after it, before the
 * caller goes on. Between the two a crash of the process loses the records.
 */
public final class DirectDelivery implements Delivery {

    private final Ledger ledger;
    private final Failures failures;

    public DirectDelivery(Ledger ledger, Failures failures) {
        this.ledger = ledger;
        this.failures = failures;
    }

    @Override
    public Prepared prepare(ChangeSet changes) {
        return new Encoded(ledger.encode(changes));
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
