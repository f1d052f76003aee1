package io.audittrail.trail;

import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Answers questions by reading records, wherever these are. */
abstract class ReadTrail implements AuditTrail {

    private final TypeNames names;

    ReadTrail(TypeNames names) {
        this.names = names;
    }

    /** Begins to read. */
    abstract RecordReading open(Criteria criteria, Remarks remarks) throws IOException;

    abstract UncheckedIOException unreadable(IOException cause);

    private RecordReading open(AuditQuery query, Remarks remarks) throws IOException {
        return open(new Criteria(query, names), remarks);
    }

    @Override
    public AuditPage find(AuditQuery query) {
        Remarks remarks = new Remarks();
        try (RecordReading reading = open(query, remarks)) {
            reading.remarkOthers();
            List<AuditRecord> records = new ArrayList<>();
            while (records.size() < query.limit() && reading.advance()) {
                records.add(reading.record());
            }
            String next = reading.next();
            if (records.isEmpty() && query.cursor() == null) {
                query.types().stream()
                        .flatMap(type -> names.remarks(type, query.property()).stream())
                        .forEach(remarks::say);
            }
            if (query.isOldestFirst() ? query.cursor() == null : next == null) {
                reading.remarkMissingStart();
            }
            return new AuditPage(records, next, reading.streams(), remarks.isComplete(), remarks.said());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Stream<AuditRecord> stream(AuditQuery query) {
        try {
            RecordReading reading = open(query, new Remarks());
            return StreamSupport.stream(new Records(reading), false).onClose(reading::close);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public EntityState stateAt(String type, Object id, Instant at) {
        StateFold fold = new StateFold(at);
        Remarks remarks = readHistory(type, id, fold::take);
        readStatements(type, fold, remarks);
        return fold.state(type, id, remarks.said());
    }

    @Override
    public List<Change> diff(String type, Object id, Instant from, Instant to) {
        StateFold before = new StateFold(from);
        StateFold after = new StateFold(to);
        readHistory(type, id, step -> {
            before.take(step);
            after.take(step);
        });
        return StateFold.diff(before, after);
    }

    /** Returns what there is to say of it. */
    private Remarks readHistory(String type, Object id, Consumer<Step> reader) {
        Remarks remarks = new Remarks();
        try (RecordReading reading = open(AuditQuery.of(type, id).oldestFirst(), remarks)) {
            boolean isEmpty = true;
            TimeOrder steps = new TimeOrder(reader);
            while (reading.advance()) {
                AuditRecord record = reading.record();
                isEmpty = false;
                if (record.action() != Operation.READ) {
                    steps.add(Step.of(record, names));
                }
            }
            steps.end();
            reading.remarkMissingStart();
            if (isEmpty) {
                reading.remarkOthers();
                names.remarks(type, null).forEach(remarks::say);
            }
            return remarks;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Those that may have changed what the history tells. */
    private void readStatements(String type, StateFold fold, Remarks remarks) {
        StatementNotes statements = new StatementNotes(type, names);
        AuditQuery all = AuditQuery.all().action(Operation.STATEMENT).oldestFirst();
        try (RecordReading reading = open(all, remarks)) {
            while (reading.advance()) {
                if (fold.tellsOf(reading.record().at())) {
                    statements.take(reading.record());
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        statements.sentences().forEach(remarks::say);
    }

    /** Reads while it is asked for more. */
    private final class Records extends AbstractSpliterator<AuditRecord> {

        private final RecordReading reading;

        Records(RecordReading reading) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.reading = reading;
        }

        @Override
        public boolean tryAdvance(Consumer<? super AuditRecord> action) {
            try {
                if (!reading.advance()) {
                    return false;
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            action.accept(reading.record());
            return true;
        }
    }
}
