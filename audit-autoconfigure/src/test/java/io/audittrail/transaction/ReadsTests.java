package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditFigures;
import io.audittrail.AuditUnavailableException;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a transaction has read, and what statements did, from the first to the outcome. */
class ReadsTests {

    private static final Actor ALICE = Actor.user("alice");
    private static final List<String> ORDER = List.of("title");
    private static final OwnConnection READ_ONLY = new Given(true);
    private static final OwnConnection READ_WRITE = new Given(false);

    private final List<String> calls = new ArrayList<>();
    private final List<ChangeSet> told = new ArrayList<>();
    private final RecordFigures figures = new RecordFigures();
    private Gate gate = Gate.open();

    private record Given(boolean isReadOnly) implements OwnConnection {
        @Override
        public Connection get() throws SQLException {
            throw new SQLException("nobody asks for it");
        }
    }

    @Test
    void anEntityIsReadOncePerTransaction() {
        OpenTransaction open = begin();
        read(open, 1);
        read(open, 2);
        read(open, 1);
        open.close(READ_WRITE);
        open.committed();

        assertThat(calls).containsExactly("prepare [READ 1, READ 2]", "committed");
    }

    @Test
    void theNextTransactionOfTheConnectionReadsAnew() {
        OpenTransaction open = begin();
        read(open, 1);
        open.close(READ_WRITE);
        open.committed();
        read(open, 1);
        open.close(READ_WRITE);
        open.committed();

        assertThat(told).hasSize(2);
    }

    @Test
    void whatIsReadComesBeforeWhatIsDone() {
        OpenTransaction open = begin();
        update(open, 1);
        open.add(ChangeBufferTests.statement("delete from project"), Set.of("Project"));
        read(open, 2);
        open.close(READ_WRITE);
        open.committed();

        assertThat(calls).containsExactly("prepare [READ 2, UPDATE 1, STATEMENT]", "committed");
    }

    @Test
    void readsOfAReadOnlyTransactionAreToldAfterItsEnd() {
        OpenTransaction open = begin();
        read(open, 1);
        open.close(READ_ONLY);
        assertThat(calls).isEmpty();
        open.committed();

        assertThat(calls).containsExactly("afterwards [READ 1]", "committed");
    }

    @Test
    void aClosedGateNeverRefusesAReadOnlyTransaction() {
        gate = Gate.closed(() -> List.of(() -> "The disk is full"));
        OpenTransaction open = begin();
        read(open, 1);
        open.close(READ_ONLY);
        open.committed();
        assertThat(calls).containsExactly("afterwards [READ 1]", "committed");

        OpenTransaction writing = begin();
        read(writing, 1);
        update(writing, 1);
        assertThatThrownBy(() -> writing.close(READ_WRITE)).isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void whatWasSeenWasSeenAlsoWhenTheTransactionIsRolledBack() {
        OpenTransaction early = begin();
        read(early, 1);
        update(early, 2);
        early.rolledBack();
        assertThat(calls).containsExactly("afterwards [READ 1]", "committed");

        calls.clear();
        OpenTransaction late = begin();
        read(late, 1);
        update(late, 2);
        late.close(READ_WRITE);
        late.rolledBack();
        assertThat(calls)
                .containsExactly("prepare [READ 1, UPDATE 2]", "rolled back", "afterwards [READ 1]", "committed");
        assertThat(count("read")).isEqualTo(2);
        assertThat(count("update")).isZero();
    }

    @Test
    void whatWasSeenIsCertainAlsoWhenTheOutcomeIsNot() {
        OpenTransaction open = begin();
        read(open, 1);
        open.close(READ_ONLY);
        open.unknown();
        assertThat(calls).containsExactly("afterwards [READ 1]", "committed");

        calls.clear();
        OpenTransaction writing = begin();
        read(writing, 1);
        update(writing, 1);
        writing.close(READ_WRITE);
        writing.unknown();
        assertThat(calls).containsExactly("prepare [READ 1, UPDATE 1]", "unknown");
    }

    @Test
    void goingBackToASavepointTakesNoReadBack() {
        OpenTransaction open = begin();
        OpenTransaction.Savepoint savepoint = open.savepoint();
        read(open, 1);
        update(open, 2);
        open.add(ChangeBufferTests.statement("delete from project"), Set.of("Project"));
        open.rollBackTo(savepoint);
        open.close(READ_WRITE);
        open.committed();

        assertThat(calls).containsExactly("prepare [READ 1]", "committed");
        assertThat(count("statement")).isZero();
    }

    @Test
    void releasedSavepointsChangeNothing() {
        OpenTransaction open = begin();
        OpenTransaction.Savepoint savepoint = open.savepoint();
        update(open, 2);
        open.release(savepoint);
        open.rollBackTo(savepoint);
        open.close(READ_WRITE);
        open.committed();

        assertThat(calls).containsExactly("prepare [UPDATE 2]", "committed");
    }

    @Test
    void aRecordThatIsMissingIsNoneWhenTheTransactionGoesBackBehindIt() {
        gate = Gate.closed(List::of);
        OpenTransaction open = begin();
        update(open, 1);
        OpenTransaction.Savepoint savepoint = open.savepoint();
        open.missing(new IllegalStateException("cannot be read"));
        open.rollBackTo(savepoint);
        open.close(READ_WRITE);
        open.committed();
        assertThat(calls).containsExactly("prepare [UPDATE 1]", "committed");

        OpenTransaction lacking = begin();
        lacking.missing(new IllegalStateException("cannot be read"));
        OpenTransaction.Savepoint behind = lacking.savepoint();
        lacking.rollBackTo(behind);
        assertThatThrownBy(() -> lacking.close(READ_WRITE)).isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void statementsAreToldInOrderAndCounted() {
        OpenTransaction open = begin();
        open.add(ChangeBufferTests.statement("delete from project"), Set.of("Project"));
        update(open, 1);
        open.add(ChangeBufferTests.statement("delete from project"), Set.of("Project"));
        open.close(READ_WRITE);
        open.committed();

        assertThat(calls).containsExactly("prepare [STATEMENT, UPDATE 1, STATEMENT]", "committed");
        assertThat(count("statement")).isEqualTo(2);
    }

    private long count(String action) {
        return figures.figures().stream()
                .filter(figure -> action.equals(figure.tags().get("action")))
                .mapToLong(figure ->
                        ((AuditFigures.Total) figure.reading()).total().getAsLong())
                .sum();
    }

    private static void read(OpenTransaction open, long id) {
        EntityRef entity = new EntityRef("Project", id);
        open.read(entity, () -> new ChangeRecord(Operation.READ, entity, null, ALICE, null, List.of()));
    }

    private static void update(OpenTransaction open, long id) {
        open.add(
                new ChangeRecord(
                        Operation.UPDATE,
                        new EntityRef("Project", id),
                        null,
                        ALICE,
                        null,
                        List.of(new Change("title", "A", "B"))),
                ORDER);
    }

    private OpenTransaction begin() {
        return new TransactionRecorder(
                        "sam",
                        new TransactionRecorder.Collaborators(
                                Clock.systemUTC(),
                                () -> ALICE,
                                List::of,
                                new PlainValues(8192),
                                new Told(),
                                List::of,
                                new Failures(Clock.systemUTC()),
                                gate,
                                figures,
                                null,
                                false))
                .begin();
    }

    private final class Told implements Delivery, Delivery.Prepared {

        @Override
        public Prepared prepare(ChangeSet changes, @Nullable OwnConnection connection) {
            return tell("prepare", changes);
        }

        @Override
        public Prepared afterwards(ChangeSet reads) {
            return tell("afterwards", reads);
        }

        private Prepared tell(String how, ChangeSet changes) {
            told.add(changes);
            calls.add(how + " " + changes.records().stream().map(Told::name).toList());
            return this;
        }

        private static String name(Entry record) {
            return record.action()
                    + (record instanceof ChangeRecord change
                            ? " " + change.entity().id()
                            : "");
        }

        @Override
        public void committed() {
            calls.add("committed");
        }

        @Override
        public void rolledBack() {
            calls.add("rolled back");
        }

        @Override
        public void unknown() {
            calls.add("unknown");
        }
    }
}
