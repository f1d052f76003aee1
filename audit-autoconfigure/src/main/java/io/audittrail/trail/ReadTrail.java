package io.audittrail.trail;

import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import io.audittrail.trail.TypeNames.Mapping;
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
import org.jspecify.annotations.Nullable;

/** Answers questions by reading records, wherever these are. */
public abstract class ReadTrail implements AuditTrail {

    private final TypeNames names;
    private final TypedValues typed;

    ReadTrail(TypeNames names) {
        this.names = names;
        this.typed = new TypedValues(names);
    }

    /** The same trail, whose values are as lines have them. */
    public AuditTrail asWritten() {
        return new AsWritten();
    }

    /** Begins to read. */
    abstract RecordReading open(Criteria criteria, Remarks remarks) throws IOException;

    abstract UncheckedIOException unreadable(IOException cause);

    private RecordReading open(AuditQuery query, Remarks remarks) throws IOException {
        return open(new Criteria(query, names), remarks);
    }

    @Override
    public AuditPage find(AuditQuery query) {
        return find(query, typed);
    }

    private AuditPage find(AuditQuery query, TypedValues values) {
        Remarks remarks = new Remarks();
        try (RecordReading reading = open(query, remarks)) {
            reading.remarkOthers();
            List<AuditRecord> records = new ArrayList<>();
            while (records.size() < query.limit() && reading.advance()) {
                records.add(values.of(reading.record()));
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
        return stream(query, typed);
    }

    private Stream<AuditRecord> stream(AuditQuery query, TypedValues values) {
        try {
            RecordReading reading = open(query, new Remarks());
            return StreamSupport.stream(new Records(reading), false)
                    .onClose(reading::close)
                    .map(values::of);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public EntityState stateAt(String type, Object id, Instant at) {
        return stateAt(type, id, at, typed);
    }

    private EntityState stateAt(String type, Object id, Instant at, TypedValues values) {
        StateFold fold = new StateFold(at);
        History history = readHistory(type, id, fold::take, values);
        readStatements(type, fold, history.remarks());
        return TypedValues.of(fold.state(type, id, history.remarks().said()), history.mapping());
    }

    @Override
    public List<Change> diff(String type, Object id, Instant from, Instant to) {
        return diff(type, id, from, to, typed);
    }

    private List<Change> diff(String type, Object id, Instant from, Instant to, TypedValues values) {
        StateFold before = new StateFold(from);
        StateFold after = new StateFold(to);
        History history = readHistory(
                type,
                id,
                step -> {
                    before.take(step);
                    after.take(step);
                },
                values);
        return TypedValues.of(StateFold.diff(before, after), history.mapping());
    }

    /**
     * What is known of an entity beside its changes.
     *
     * @param remarks what there is to say of it
     * @param mapping of the type that its newest record names: a supertype may have been asked for
     */
    private record History(Remarks remarks, @Nullable Mapping mapping) {}

    private History readHistory(String type, Object id, Consumer<Step> reader, TypedValues values) {
        Remarks remarks = new Remarks();
        try (RecordReading reading = open(AuditQuery.of(type, id).oldestFirst(), remarks)) {
            AuditRecord newest = null;
            TimeOrder steps = new TimeOrder(reader);
            while (reading.advance()) {
                AuditRecord record = reading.record();
                newest = record;
                if (record.action() != Operation.READ) {
                    steps.add(Step.of(record, names));
                }
            }
            steps.end();
            reading.remarkMissingStart();
            if (newest == null) {
                reading.remarkOthers();
                names.remarks(type, null).forEach(remarks::say);
            }
            return new History(remarks, newest == null ? null : values.mappingOf(newest));
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

    private final class AsWritten implements AuditTrail {

        @Override
        public AuditPage find(AuditQuery query) {
            return ReadTrail.this.find(query, TypedValues.NONE);
        }

        @Override
        public Stream<AuditRecord> stream(AuditQuery query) {
            return ReadTrail.this.stream(query, TypedValues.NONE);
        }

        @Override
        public EntityState stateAt(String type, Object id, Instant at) {
            return ReadTrail.this.stateAt(type, id, at, TypedValues.NONE);
        }

        @Override
        public List<Change> diff(String type, Object id, Instant from, Instant to) {
            return ReadTrail.this.diff(type, id, from, to, TypedValues.NONE);
        }

        @Override
        public List<AuditGap> gaps() {
            return ReadTrail.this.gaps();
        }
    }
}
