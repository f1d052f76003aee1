package io.audittrail.autoconfigure;

import io.audittrail.AuditFigures;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerFigures;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger counts, by the names of its meters. They have no tag for the stream: it is named after the host, and would
 * be a time series for each instance that ever was. What tells instances apart, a monitoring system adds by itself.
 */
final class MeasuredLedger implements AuditFigures {

    private final Supplier<@Nullable Ledger> current;

    /** @param current null while this instance writes no log */
    MeasuredLedger(Supplier<@Nullable Ledger> current) {
        this.current = current;
    }

    @Override
    public List<Figure> figures() {
        if (current.get() == null) {
            return List.of();
        }
        return List.of(
                Figure.total("audit.ledger.bytes", "Written to the log", "bytes", of(LedgerFigures::bytes)),
                Figure.times(
                        "audit.ledger.write",
                        "Writes to the log",
                        of(LedgerFigures::writes),
                        of(LedgerFigures::writeNanos)),
                Figure.times(
                        "audit.ledger.fsync",
                        "Syncs of the log to the disk",
                        of(LedgerFigures::fsyncs),
                        of(LedgerFigures::fsyncNanos)),
                Figure.level(
                        "audit.ledger.waiting.transactions",
                        "Committed, and waiting in memory for the log to be writable",
                        "transactions",
                        of(LedgerFigures::waitingTransactions)),
                Figure.level(
                        "audit.ledger.waiting.records",
                        "Of committed transactions, waiting in memory for the log to be writable",
                        "records",
                        of(LedgerFigures::waitingRecords)),
                Figure.level(
                        "audit.ledger.waiting.bytes",
                        "Memory that waiting records take",
                        "bytes",
                        of(LedgerFigures::waitingBytes)),
                Figure.total(
                        "audit.ledger.lost.transactions",
                        "Committed, and not in the log: there was no room left to wait",
                        "transactions",
                        of(LedgerFigures::lostTransactions)),
                Figure.total(
                        "audit.ledger.lost.records",
                        "Of committed transactions, and not in the log: there was no room left to wait",
                        "records",
                        of(LedgerFigures::lostRecords)));
    }

    /** Asks for the ledger each time: a leader that comes back opens another. */
    private LongSupplier of(ToLongFunction<LedgerFigures> figure) {
        return () -> {
            Ledger ledger = current.get();
            return ledger == null ? 0 : figure.applyAsLong(ledger.figures());
        };
    }
}
