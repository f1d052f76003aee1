package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeBufferTests {

    private static final List<Operation> ACTIONS = List.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
    private static final List<@Nullable String> TYPES = Arrays.asList("Project", "Team", null);
    private static final List<String> ORDER = List.of("title", "amount");
    private static final Actor ALICE = Actor.user("alice");
    private static final Actor BOB = Actor.user("bob");

    private final ChangeBuffer buffer = new ChangeBuffer();

    @Test
    void goingBackTakesWhatCameSince() {
        buffer.add(update(1, "A", "B"), ORDER);
        ChangeBuffer.Savepoint savepoint = buffer.savepoint();
        buffer.add(update(1, "B", "C"), ORDER);
        buffer.add(update(2, "X", "Y"), ORDER);
        buffer.add(statement("delete from project", "Project"), Set.of("Project"));
        buffer.rollBackTo(savepoint);

        assertThat(buffer.take()).containsExactly(update(1, "A", "B"));
    }

    @Test
    void theSavepointStaysAndCanBeGoneBackToAgain() {
        ChangeBuffer.Savepoint savepoint = buffer.savepoint();
        buffer.add(update(1, "A", "B"), ORDER);
        buffer.rollBackTo(savepoint);
        buffer.add(update(1, "A", "C"), ORDER);
        buffer.rollBackTo(savepoint);
        buffer.add(update(1, "A", "D"), ORDER);

        assertThat(buffer.take()).containsExactly(update(1, "A", "D"));
    }

    @Test
    void laterSavepointsAreGoneAfterwards() {
        ChangeBuffer.Savepoint outer = buffer.savepoint();
        buffer.add(update(1, "A", "B"), ORDER);
        ChangeBuffer.Savepoint inner = buffer.savepoint();
        buffer.rollBackTo(outer);
        buffer.add(update(2, "A", "B"), ORDER);
        buffer.rollBackTo(inner);

        assertThat(buffer.take()).containsExactly(update(2, "A", "B"));
    }

    @Test
    void whatCameSinceAReleasedSavepointGoesWithTheOneAround() {
        ChangeBuffer.Savepoint outer = buffer.savepoint();
        buffer.add(update(1, "A", "B"), ORDER);
        ChangeBuffer.Savepoint inner = buffer.savepoint();
        buffer.add(update(1, "B", "C"), ORDER);
        buffer.release(inner);
        buffer.rollBackTo(inner);
        assertThat(buffer.isEmpty()).isFalse();
        buffer.rollBackTo(outer);

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void whatHadCancelledOutIsThereAgain() {
        buffer.add(update(1, "A", "B"), ORDER);
        ChangeBuffer.Savepoint savepoint = buffer.savepoint();
        buffer.add(update(1, "B", "A"), ORDER);
        buffer.rollBackTo(savepoint);
        buffer.add(update(1, "B", "C"), ORDER);

        assertThat(buffer.take()).containsExactly(update(1, "A", "C"));
    }

    @Test
    void whatAStatementMayHaveChangedBeginsAnew() {
        StatementRecord statement = statement("update project", "Project");
        buffer.add(update(1, "A", "B"), ORDER);
        buffer.add(statement, Set.of("Project"));
        buffer.add(update(1, "B", "A"), ORDER);
        buffer.add(update(1, "A", "C"), ORDER);

        assertThat(buffer.take()).containsExactly(update(1, "A", "B"), statement, update(1, "B", "C"));
    }

    @Test
    void aStatementOnOtherTypesKeepsNothingApart() {
        StatementRecord statement = statement("update team", "Team");
        buffer.add(update(1, "A", "B"), ORDER);
        buffer.add(statement, Set.of("Team"));
        buffer.add(update(1, "B", "C"), ORDER);

        assertThat(buffer.take()).containsExactly(update(1, "A", "C"), statement);
    }

    @Test
    void whatNobodyKnowsTheTypesOfMayHaveChangedAny() {
        StatementRecord statement = statement("call p()", null);
        buffer.add(update(1, "A", "B"), ORDER);
        buffer.add(statement, null);
        buffer.add(update(1, "B", "A"), ORDER);

        assertThat(buffer.take()).containsExactly(update(1, "A", "B"), statement, update(1, "B", "A"));
    }

    @Test
    void aStatementThatWasTakenBackKeepsNothingApart() {
        buffer.add(update(1, "A", "B"), ORDER);
        ChangeBuffer.Savepoint savepoint = buffer.savepoint();
        buffer.add(statement("update project", "Project"), Set.of("Project"));
        buffer.add(statement("call p()", null), null);
        buffer.rollBackTo(savepoint);
        buffer.add(update(1, "B", "A"), ORDER);
        buffer.removeCancelled();

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void nestedSavepointsAndManyEntitiesAreAsCopiesOfAllWouldBe() {
        for (int seed = 0; seed < 3_000; seed++) {
            new Play(new Random(seed)).run();
        }
    }

    /** The same steps with a buffer that goes back, and one that is made anew of the steps that are left. */
    private static final class Play {

        private final Random random;
        private final ChangeBuffer buffer = new ChangeBuffer();
        private final List<Entry> steps = new ArrayList<>();
        private final Deque<Point> points = new ArrayDeque<>();
        private final int entities;

        private record Point(ChangeBuffer.Savepoint savepoint, int steps) {}

        Play(Random random) {
            this.random = random;
            this.entities = 1 + random.nextInt(12);
        }

        void run() {
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> points.push(new Point(buffer.savepoint(), steps.size()));
                    case 1 -> goBack();
                    case 2 -> release();
                    case 3 -> add(statement("update " + i, TYPES.get(random.nextInt(TYPES.size()))));
                    default -> add(change());
                }
            }
            ChangeBuffer copy = new ChangeBuffer();
            steps.forEach(step -> add(copy, step));
            assertThat(buffer.take()).isEqualTo(copy.take());
        }

        private void goBack() {
            int depth = random.nextInt(3);
            while (depth-- > 0 && points.size() > 1) {
                points.pop();
            }
            Point point = points.peek();
            if (point != null) {
                buffer.rollBackTo(point.savepoint);
                steps.subList(point.steps, steps.size()).clear();
            }
        }

        private void release() {
            int depth = random.nextInt(3);
            while (depth-- > 0 && points.size() > 1) {
                points.pop();
            }
            if (!points.isEmpty()) {
                buffer.release(points.pop().savepoint);
            }
        }

        private ChangeRecord change() {
            String before = "v" + random.nextInt(3);
            String after = "v" + random.nextInt(3);
            Operation action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            return record(action, random.nextInt(entities), random.nextInt(4) == 0 ? BOB : ALICE, before, after);
        }

        private void add(Entry step) {
            steps.add(step);
            add(buffer, step);
        }

        private static void add(ChangeBuffer to, Entry step) {
            if (step instanceof ChangeRecord record) {
                to.add(record, ORDER);
            } else if (step instanceof StatementRecord statement) {
                to.add(statement, statement.entity() == null ? null : Set.of(statement.entity()));
            }
        }
    }

    private static ChangeRecord update(int id, String before, String after) {
        return record(Operation.UPDATE, id, ALICE, before, after);
    }

    private static ChangeRecord record(Operation action, int id, Actor actor, String before, String after) {
        return new ChangeRecord(
                action,
                new EntityRef("Project", (long) id),
                null,
                actor,
                null,
                List.of(new Change("title", before, after)));
    }

    static StatementRecord statement(String text) {
        return statement(text, "Project");
    }

    private static StatementRecord statement(String text, @Nullable String entity) {
        return new StatementRecord(
                StatementRecord.Kind.DELETE,
                entity,
                StatementRecord.Language.SQL,
                text,
                Map.of(),
                List.of(),
                List.of("project"),
                17L,
                null,
                ALICE,
                null);
    }
}
