package io.audittrail.benchmarks.contender;

import io.audittrail.AuditFigures.Total;
import io.audittrail.ledger.Ledger;
import io.audittrail.transaction.RecordFigures;
import java.util.List;

/** Changes in our log, and in the table on the way to it, if there is one. */
final class LedgerData implements AuditData {

    private final LogFiles files;
    private final Ledger ledger;
    private final RecordFigures records;
    private final Tables tables;
    private final List<String> outbox;

    /** @param outbox its tables, the first is the one on the way */
    LedgerData(Ledger ledger, RecordFigures records, Tables tables, List<String> outbox) {
        this.files = new LogFiles(ledger.directory(), ".jsonl");
        this.ledger = ledger;
        this.records = records;
        this.tables = tables;
        this.outbox = outbox;
    }

    /** An open log forgets nothing, and what waits must get to it. */
    @Override
    public void clear() {}

    /**
     * Until nothing of it falls into the time of others: the table is drained, closed segments are compressed, and the disk has
     * the rest. The last is done here, because housekeeping would come to it within a second, and so long nobody can wait.
     */
    @Override
    public void settle() {
        Patience.await("The outbox is not drained", () -> outbox.isEmpty() || !tables.hasRows(outbox.get(0)));
        Patience.await("Closed segments are not compressed", () -> files.paths().size() <= 1);
        files.sync();
    }

    /** Of files that were compressed since, what they were before. */
    @Override
    public Long bytes() {
        Long ofTables = tables.bytes(outbox);
        return ledger.figures().bytes() + (ofTables == null ? 0 : ofTables);
    }

    @Override
    public long changes() {
        return records.figures().stream()
                .filter(figure -> figure.name().equals("audit.records"))
                .mapToLong(figure -> ((Total) figure.reading()).total().getAsLong())
                .sum();
    }

    @Override
    public List<String> mentioning(String text) {
        return files.mentioning(text);
    }
}
