package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditContext;
import io.audittrail.AuditFigures;
import io.audittrail.AuditPause;
import io.audittrail.AuditSink;
import io.audittrail.AuditUnavailableException;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.ContextContributor;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenTransactionTests {

    private static final Actor ALICE = Actor.user("alice");
    private static final Actor BOB = Actor.user("bob");
    private static final List<String> ORDER = List.of("title", "amount", "secret");
    private static final OwnConnection NO_CONNECTION = () -> {
        throw new SQLException("nobody asks for it");
    };
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T22:05:31.123456789Z"), ZoneOffset.UTC);

    private final List<ChangeSet> prepared = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<AuditSink> sinks = new ArrayList<>();
    private final List<ContextContributor> contributors = new ArrayList<>();
    private final Failures failures = new Failures(CLOCK);
    private final RecordFigures figures = new RecordFigures();
    private Gate gate = Gate.open();
    private boolean allowsPause;
    private @Nullable Announcer announcer;
    private Supplier<Actor> actor = () -> ALICE;
    private Supplier<List<AuditSink>> sinkBeans = () -> sinks;
    private Supplier<List<ContextContributor>> contributorBeans = () -> contributors;
    private final List<ChangeSet> unknown = new ArrayList<>();
    private Delivery delivery = (changes, connection) -> {
        prepared.add(changes);
        return new Delivery.Prepared() {
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
                unknown.add(changes);
            }
        };
    };

    @Test
    void creationThenUpdateIsOneCreationWithTheLastValues() {
        OpenTransaction open = begin();
        open.add(create(1, change("title", null, "A"), change("amount", null, 1)), ORDER);
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).records())
                .containsExactly(create(1, change("title", null, "B"), change("amount", null, 1)));
    }

    @Test
    void creationThenDeletionLeavesNoRecord() {
        OpenTransaction open = begin();
        open.add(create(1, change("title", null, "A")), ORDER);
        open.add(delete(1, change("title", "A", null)), ORDER);
        open.close(null);
        open.committed();

        assertThat(prepared).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void updateThenDeletionIsADeletionWithTheFirstOldValuesInMappingOrder() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("amount", 1, 2)), ORDER);
        open.add(delete(1, change("title", "A", null), change("amount", 2, null)), ORDER);

        assertThat(commit(open).records())
                .containsExactly(delete(1, change("title", "A", null), change("amount", 1, null)));
    }

    @Test
    void deletionThenCreationOfTheSameIdIsAnUpdateOfWhatDiffers() {
        OpenTransaction open = begin();
        open.add(delete(1, change("title", "A", null), change("amount", 1, null)), ORDER);
        open.add(create(1, change("title", null, "B"), change("amount", null, 1)), ORDER);

        assertThat(commit(open).records()).containsExactly(update(1, ALICE, change("title", "A", "B")));
    }

    @Test
    void twoUpdatesAreOneWithTheFirstOldAndTheLastNewValueInMappingOrder() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("amount", 1, 2)), ORDER);
        open.add(update(1, ALICE, change("title", "A", "B"), change("amount", 2, 3)), ORDER);

        assertThat(commit(open).records())
                .containsExactly(update(1, ALICE, change("title", "A", "B"), change("amount", 1, 3)));
    }

    @Test
    void aPropertyThatReturnsToItsStartIsNoChange() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("amount", new BigDecimal("1.00"), 2)), ORDER);
        open.add(update(1, ALICE, change("amount", 2, new BigDecimal("1"))), ORDER);
        open.close(null);

        assertThat(prepared).isEmpty();
    }

    @Test
    void aMaskedPropertyStaysAChange() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("secret", Hidden.MASKED, Hidden.MASKED)), ORDER);
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).changes().get(0).changes())
                .extracting(Change::property)
                .containsExactly("title", "secret");
    }

    @Test
    void eachRunOfOneActorOnOneEntityIsARecordOfItsOwn() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        open.add(update(1, BOB, change("title", "B", "C")), ORDER);
        open.add(update(1, BOB, change("title", "C", "D")), ORDER);
        open.add(update(1, ALICE, change("title", "D", "A")), ORDER);

        assertThat(commit(open).records())
                .containsExactly(
                        update(1, ALICE, change("title", "A", "B")),
                        update(1, BOB, change("title", "B", "D")),
                        update(1, ALICE, change("title", "D", "A")));
    }

    @Test
    void aRunThatComesToNothingUncoversTheOneBeforeItHoweverManyRecordsThereAre() {
        for (int others : List.of(0, 100)) {
            prepared.clear();
            OpenTransaction open = begin();
            IntStream.range(1_000, 1_000 + others)
                    .forEach(id -> open.add(create(id, change("title", null, "A")), ORDER));
            open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
            open.add(update(1, BOB, change("title", "B", "C")), ORDER);
            open.add(update(1, BOB, change("title", "C", "B")), ORDER);
            open.add(update(1, ALICE, change("title", "B", "D")), ORDER);

            assertThat(commit(open).records())
                    .hasSize(others + 1)
                    .contains(update(1, ALICE, change("title", "A", "D")));
        }
    }

    @Test
    void twoReasonsAreTwoRecords() {
        OpenTransaction open = begin();
        open.add(because("ticket 1", update(1, ALICE, change("title", "A", "B"))), ORDER);
        open.add(update(1, ALICE, change("amount", 1, 2)), ORDER);
        open.add(because("ticket 2", update(1, ALICE, change("title", "B", "C"))), ORDER);

        assertThat(commit(open).records()).extracting(Entry::reason).containsExactly("ticket 1", "ticket 2");
    }

    @Test
    void recordsKeepTheOrderOfTheFirstChangesAlsoWhenThereAreMany() {
        OpenTransaction open = begin();
        IntStream.range(0, 100).forEach(id -> open.add(create(id, change("title", null, "A")), ORDER));
        IntStream.range(0, 100)
                .filter(id -> id % 2 == 1)
                .forEach(id -> open.add(delete(id, change("title", "A", null)), ORDER));
        open.add(update(4, ALICE, change("title", "A", "B")), ORDER);

        List<ChangeRecord> records = commit(open).changes();
        assertThat(records)
                .extracting(record -> record.entity().id())
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> (Object) (i * 2)).toList());
        assertThat(records.get(2)).isEqualTo(create(4, change("title", null, "B")));
    }

    @Test
    void theTimestampIsTakenWhenTheTransactionClosesInMicroseconds() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        ChangeSet changes = commit(open);

        assertThat(changes.timestamp()).isEqualTo("2026-11-20T22:05:31.123456Z");
        assertThat(changes.tx().version()).isEqualTo(7);
        assertThat(changes.tx().getMostSignificantBits() >>> 16)
                .isEqualTo(changes.timestamp().toEpochMilli());
    }

    @Test
    void aRollbackIsToldToTheDeliveryAndToNoSink() {
        sinks.add(changes -> calls.add("sink"));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        open.close(null);
        open.rolledBack();

        assertThat(calls).containsExactly("rolled back");
    }

    @Test
    void sinksHearAfterTheWriteInOrderAndDoNotDisturbEachOther() {
        sinks.add(changes -> {
            calls.add("first");
            throw new IllegalStateException("broken sink");
        });
        sinks.add(changes -> calls.add("second " + changes.records().size()));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        commit(open);

        assertThat(calls).containsExactly("committed", "first", "second 1");
        assertThat(failures.report().failures()).containsEntry("sink-failed", 1L);
    }

    @Test
    void changesAfterTheClosingGetAChangeSetOfTheirOwn() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        open.close(null);
        open.add(update(2, ALICE, change("title", "A", "B")), ORDER);
        open.committed();

        assertThat(prepared).hasSize(2);
        assertThat(calls).containsExactly("committed", "committed");
    }

    @Test
    void aFailingDeliveryDoesNotReachTheTransaction() {
        delivery = (changes, connection) -> {
            throw new IllegalStateException("no disk");
        };
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThatCode(() -> {
                    open.close(null);
                    open.committed();
                })
                .doesNotThrowAnyException();
        assertThat(failures.report().failures()).containsEntry("prepare-failed", 1L);
    }

    @Test
    void contextIsTakenFromAllContributorsAndTheFirstToSetAKeyHasIt() {
        contributors.add(() -> Map.of("ip", "192.0.2.7"));
        contributors.add(() -> Map.of("ip", "forged", "reason", "forged", "tenant", Locale.ENGLISH));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).context()).containsExactly(Map.entry("ip", "192.0.2.7"), Map.entry("tenant", "en"));
    }

    @Test
    void contributorsAreAskedOnceWhereTheDatabaseIsToldWhatTheyKnow() {
        AtomicInteger asked = new AtomicInteger();
        contributors.add(() -> Map.of("call", asked.incrementAndGet()));
        List<Object> told = new ArrayList<>();
        announcer = (connection, tx, by, context) -> told.add(context.get("call"));
        ConnectionTransaction following = new ConnectionTransaction(() -> false);
        Connection connection = followed(following);
        OpenTransaction open = begin();

        open.announce(new Attribution(ALICE, null), connection);
        OpenTransaction.Savepoint savepoint = open.savepoint();
        open.announce(new Attribution(BOB, null), connection);
        open.rollBackTo(savepoint);
        open.announce(new Attribution(BOB, null), connection);
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        assertThat(commit(open).context()).containsExactly(Map.entry("call", 1));
        following.committed();

        prepared.clear();
        open.add(update(1, ALICE, change("title", "B", "C")), ORDER);
        assertThat(commit(open).context()).as("nobody was told").containsExactly(Map.entry("call", 2));
        open.announce(new Attribution(ALICE, null), connection);
        following.forgotten(true); // By a commit that was sent as a text.
        open.announce(new Attribution(ALICE, null), connection);
        assertThat(told).as("each transaction has its own").containsExactly(1, 1, 1, 3, 4);
        assertThat(failures.report().failures()).isEmpty();
    }

    /** In a transaction. */
    private static Connection followed(ConnectionTransaction following) {
        return (Connection) Proxy.newProxyInstance(
                OpenTransactionTests.class.getClassLoader(),
                new Class<?>[] {Connection.class, FollowedConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "following" -> following;
                    case "behind" -> proxy;
                    case "getAutoCommit" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void aFailingContributorLeavesItsErrorAndTheRecordIsWritten() {
        contributors.add(new FailingContributor());
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).context())
                .containsEntry("FailingContributor", Map.of("error", "java.lang.IllegalStateException"));
    }

    @Test
    void anErrorOfAContributorCostsNoMoreThanItsContext() {
        contributors.add(() -> {
            throw new AssertionError("not an exception");
        });
        contributors.add(() -> Map.of("tenant", "blue"));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).context()).containsEntry("tenant", "blue");
    }

    @Test
    void aDeliveryThatFailsAfterTheCommitReachesNeitherTheTransactionNorTheSinks() {
        delivery = (changes, connection) -> new FailingDelivery();
        sinks.add(changes -> calls.add("sink"));
        OpenTransaction committed = begin();
        committed.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        committed.close(null);
        committed.committed();
        OpenTransaction rolledBack = begin();
        rolledBack.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        rolledBack.close(null);
        rolledBack.rolledBack();

        assertThat(calls).containsExactly("sink");
        assertThat(failures.report().failures()).containsEntry("delivery-failed", 2L);
    }

    @Test
    void anExceptionThatCannotSayItsMessageIsLoggedAllTheSame() {
        assertThatCode(() -> failures.report("value-unreadable", "A value cannot be read", new Speechless()))
                .doesNotThrowAnyException();
    }

    private static final class Speechless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    private static final class FailingDelivery implements Delivery.Prepared {
        @Override
        public void committed() {
            throw new IllegalStateException("no disk");
        }

        @Override
        public void rolledBack() {
            throw new IllegalStateException("no disk");
        }

        @Override
        public void unknown() {
            throw new IllegalStateException("no disk");
        }
    }

    private static final class FailingContributor implements ContextContributor {
        @Override
        public Map<String, ?> context() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void collaboratorsThatCannotBeMadeCostNoRecord() {
        actor = () -> {
            throw new IllegalStateException("the bean is in creation");
        };
        sinkBeans = OpenTransactionTests::inCreation;
        contributorBeans = OpenTransactionTests::inCreation;
        TransactionRecorder recorder = recorder();
        assertThat(recorder.attribution().actor()).isEqualTo(Actor.UNKNOWN);
        OpenTransaction open = recorder.begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThat(commit(open).context()).containsEntry("context", Map.of("error", "java.lang.IllegalStateException"));
        assertThat(calls).containsExactly("committed");
        assertThat(failures.report().failures()).containsOnlyKeys("actor-unknown", "context-failed", "sink-failed");
    }

    @Test
    void aClosedGateRefusesWhileSomethingIsInTheWay() {
        gate = Gate.closed(() -> List.of(() -> null, () -> "The disk is full"));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThatThrownBy(() -> open.close(NO_CONNECTION))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("The disk is full.")
                .hasMessageContaining("audit.on-failure=open");
        assertThat(prepared).isEmpty();
        assertThat(failures.report().failures()).isEmpty();
    }

    @Test
    void aClosedGateLetsThroughWhatChangesNothingAndWhatIsCommittedAlready() {
        gate = Gate.closed(() -> List.of(() -> "The disk is full"));
        OpenTransaction unchanged = begin();
        unchanged.close(NO_CONNECTION);
        OpenTransaction late = begin();
        late.close(NO_CONNECTION);
        late.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        late.committed();

        assertThat(calls).containsExactly("committed");
    }

    @Test
    void aClosedGateRefusesWhatCannotBePrepared() {
        gate = Gate.closed(List::of);
        delivery = (changes, connection) -> {
            throw new IllegalStateException("cannot encode");
        };
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThatThrownBy(() -> open.close(NO_CONNECTION))
                .isInstanceOf(AuditUnavailableException.class)
                .hasRootCauseMessage("cannot encode");
        assertThat(failures.report().failures()).containsOnlyKeys("prepare-failed");
    }

    @Test
    void aClosedGateRefusesWhatLacksARecordAndAnOpenOneDoesNot() {
        OpenTransaction lacking = begin();
        lacking.missing(new IllegalStateException("unreadable"));
        lacking.close(NO_CONNECTION);
        gate = Gate.closed(List::of);
        OpenTransaction refused = begin();
        refused.missing(new IllegalStateException("unreadable"));

        assertThatThrownBy(() -> refused.close(NO_CONNECTION))
                .isInstanceOf(AuditUnavailableException.class)
                .hasRootCauseMessage("unreadable");
    }

    @Test
    void aClosedGateWhoseObstaclesCannotBeAskedRefuses() {
        gate = Gate.closed(OpenTransactionTests::inCreation);
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);

        assertThatThrownBy(() -> open.close(NO_CONNECTION))
                .isInstanceOf(AuditUnavailableException.class)
                .hasRootCauseMessage("the bean is in creation");
    }

    @Test
    void whatWasPreparedBeforeARefusalIsGivenBack() {
        AtomicReference<String> obstacle = new AtomicReference<>();
        gate = Gate.closed(() -> List.of(obstacle::get));
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        open.close(NO_CONNECTION);
        open.add(update(2, ALICE, change("title", "A", "B")), ORDER);
        obstacle.set("The disk is full");
        assertThatThrownBy(() -> open.close(NO_CONNECTION)).isInstanceOf(AuditUnavailableException.class);
        open.rolledBack();

        assertThat(calls).containsExactly("rolled back");
    }

    @Test
    void whatIsChangedAfterTheClosingOfAnUnknownOutcomeIsUnknownToo() {
        OpenTransaction open = begin();
        open.add(update(1, ALICE, change("title", "A", "B")), ORDER);
        open.close(NO_CONNECTION);
        open.add(update(2, ALICE, change("title", "A", "B")), ORDER);
        open.unknown();

        assertThat(calls).containsExactly("unknown", "unknown");
        assertThat(unknown).as("in the order in which they were made").isEqualTo(prepared);
    }

    @Test
    void onlyCommittedRecordsAreCounted() {
        TransactionRecorder recorder = recorder();
        OpenTransaction committed = recorder.begin();
        committed.add(create(1, change("title", null, "A")), ORDER);
        committed.close(NO_CONNECTION);
        committed.add(update(2, Actor.UNKNOWN, change("title", "A", "B")), ORDER);
        committed.committed();
        OpenTransaction rolledBack = recorder.begin();
        rolledBack.add(delete(3, change("title", "A", null)), ORDER);
        rolledBack.close(NO_CONNECTION);
        rolledBack.rolledBack();

        assertThat(figures.figures())
                .allSatisfy(figure -> assertThat(figure.tags()).containsEntry("unit", "sam"))
                .extracting(figure -> figure.name() + " " + figure.tags().getOrDefault("action", "") + " "
                        + ((AuditFigures.Total) figure.reading()).total().getAsLong())
                .containsExactly(
                        "audit.records create 1",
                        "audit.records update 1",
                        "audit.records delete 0",
                        "audit.records read 0",
                        "audit.records statement 0",
                        "audit.actors.unknown  1");
    }

    @Test
    void aPauseThatIsNotAllowedIsNoneAndIsReported() {
        AuditContext.pause("nobody looks", () -> {
            assertThat(recorder().attribution()).isEqualTo(new Attribution(ALICE, null));
            allowsPause = true;
            assertThat(recorder().attribution())
                    .isEqualTo(new Attribution(ALICE, null, new AuditPause("nobody looks")));
        });
        assertThat(failures.report().failures()).containsExactly(Map.entry("pause-refused", 1L));
    }

    private static <T> List<T> inCreation() {
        throw new IllegalStateException("the bean is in creation");
    }

    private OpenTransaction begin() {
        return recorder().begin();
    }

    private TransactionRecorder recorder() {
        return new TransactionRecorder(
                "sam",
                new TransactionRecorder.Collaborators(
                        CLOCK,
                        actor,
                        contributorBeans,
                        new PlainValues(8192),
                        delivery,
                        sinkBeans,
                        failures,
                        gate,
                        figures,
                        announcer,
                        allowsPause));
    }

    private ChangeSet commit(OpenTransaction open) {
        open.close(null);
        open.committed();
        assertThat(prepared).hasSize(1);
        return prepared.get(0);
    }

    private static Change change(String property, @Nullable Object before, @Nullable Object after) {
        return new Change(property, before, after);
    }

    private static ChangeRecord create(int id, Change... changes) {
        return record(Operation.CREATE, id, ALICE, changes);
    }

    private static ChangeRecord update(int id, Actor actor, Change... changes) {
        return record(Operation.UPDATE, id, actor, changes);
    }

    private static ChangeRecord delete(int id, Change... changes) {
        return record(Operation.DELETE, id, ALICE, changes);
    }

    private static ChangeRecord record(Operation action, int id, Actor actor, Change... changes) {
        return new ChangeRecord(action, new EntityRef("Project", id), null, actor, null, Arrays.asList(changes));
    }

    private static ChangeRecord because(String reason, ChangeRecord record) {
        return new ChangeRecord(
                record.action(), record.entity(), record.label(), record.actor(), reason, record.changes());
    }
}
