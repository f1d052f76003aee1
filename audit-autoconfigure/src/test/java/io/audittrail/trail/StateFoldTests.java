package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.Operation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps one by one, and a database that somebody plays. */
class StateFoldTests {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private final List<Step> steps = new ArrayList<>();

    @Test
    void anUnknownOutcomeIsTakenForWhatTheNextChangeFound() {
        say(1, Operation.CREATE, new Change("title", null, "A"), new Change("amount", null, 5L));
        maybe(2, Operation.UPDATE, new Change("title", "A", "B"), new Change("amount", 5L, 6L));
        assertThat(state(2).properties()).isEmpty();

        say(3, Operation.UPDATE, new Change("title", "B", "C"));
        assertThat(state(2).properties()).isEqualTo(Map.of("title", "B", "amount", 6L));
        assertThat(state(3).properties()).isEqualTo(Map.of("title", "C", "amount", 6L));

        steps.remove(2);
        say(3, Operation.UPDATE, new Change("amount", 5L, 7L));
        assertThat(state(2).properties()).isEqualTo(Map.of("title", "A", "amount", 5L));
        assertThat(state(3).properties()).isEqualTo(Map.of("title", "A", "amount", 7L));
        assertThat(state(3).changedUnseen()).isEmpty();
    }

    @Test
    void whatWasFoundInsteadOfBothIsAChangeUnseenAndLeavesTheMomentUnknown() {
        say(1, Operation.CREATE, new Change("title", null, "A"));
        maybe(2, Operation.UPDATE, new Change("title", "A", "B"));
        say(3, Operation.UPDATE, new Change("title", "X", "C"));

        assertThat(state(2).properties()).isEmpty();
        assertThat(state(3).properties()).isEqualTo(Map.of("title", "C"));
        assertThat(state(3).changedUnseen())
                .containsExactly(
                        new EntityState.Unseen(new Change("title", "A", "X"), WrittenLog.at(2), WrittenLog.at(3)));
    }

    @Test
    void aCreationOrRemovalOfUnknownOutcomeLeavesTheExistenceUnknownUntilSomethingFollows() {
        maybe(1, Operation.CREATE, new Change("title", null, "A"), new Change("note", null, null));
        assertThat(state(0).existence()).isEqualTo(Existence.DID_NOT_EXIST);
        assertThat(state(1).existence()).isEqualTo(Existence.UNKNOWN);
        assertThat(state(1).properties()).isEmpty();

        maybe(2, Operation.DELETE, new Change("title", "A", null), new Change("note", null, null));
        assertThat(state(1).properties()).hasSize(2).containsEntry("title", "A");
        assertThat(state(2).existence()).isEqualTo(Existence.UNKNOWN);

        say(3, Operation.CREATE, new Change("title", null, "B"));
        assertThat(state(2).existence()).isEqualTo(Existence.DID_NOT_EXIST);
        assertThat(state(3).properties()).isEqualTo(Map.of("title", "B"));
    }

    @Test
    void severalRecordsOfOneTransactionAreInDoubtTogether() {
        say(1, Operation.CREATE, new Change("title", null, "A"));
        steps.add(step(2, 1, Operation.UPDATE, true, new Change("title", "A", "B")));
        steps.add(step(2, 2, Operation.UPDATE, true, new Change("title", "B", "C")));
        assertThat(state(2).properties()).isEmpty();
        say(3, Operation.UPDATE, new Change("title", "A", "D"));
        assertThat(state(2).properties()).isEqualTo(Map.of("title", "A"));
    }

    @Test
    void maskedValuesAndThoseThatCannotBeReadAreShownAsSuchAndNeverAsUnseenChanges() {
        Map<String, Object> error = Map.of("error", "java.lang.Exception");
        say(1, Operation.CREATE, new Change("pin", "[masked]", "[masked]"), new Change("title", null, "A"));
        say(2, Operation.UPDATE, new Change("title", error, error));
        say(3, Operation.UPDATE, new Change("title", "B", "[masked]"), new Change("pin", "1234", "5678"));
        say(4, Operation.UPDATE, new Change("title", "C", Map.of("unread", "not loaded")));

        assertThat(state(2).properties()).isEqualTo(Map.of("pin", "[masked]", "title", error));
        assertThat(state(4).changedUnseen()).isEmpty();
    }

    @Test
    void ofWhatIsNotShownADifferenceIsThatItWasChangedInBetween() {
        Map<String, Object> one = Map.of("kind", "home", "number", "[masked]");
        say(1, Operation.CREATE, new Change("pin", "[masked]", "[masked]"), new Change("phone", null, one));
        say(3, Operation.UPDATE, new Change("pin", "[masked]", "[masked]"), new Change("phone", one, one));
        say(5, Operation.UPDATE, new Change("title", null, "A"));

        assertThat(diff(1, 2)).isEmpty();
        assertThat(diff(2, 4))
                .containsExactly(new Change("pin", "[masked]", "[masked]"), new Change("phone", one, one));
        assertThat(diff(3, 4)).isEmpty();
        assertThat(diff(3, 5)).containsExactly(new Change("title", null, "A"));
        assertThat(diff(0, 2)).containsExactly(new Change("pin", null, "[masked]"), new Change("phone", null, one));
    }

    @Test
    void sameValuesThatAreWrittenDifferentlyAreTheSame() {
        String text = "x".repeat(100);
        Map<String, Object> digest =
                Map.of("length", 100L, "sha256", "fa7a83e6ee0b2d0ffb9a6e8e5c3b9b3f", "head", "x".repeat(64));
        say(1, Operation.CREATE, new Change("amount", null, 5L), new Change("text", null, text));
        say(2, Operation.UPDATE, new Change("amount", new BigDecimal("5.00"), 6L), new Change("text", digest, digest));
        assertThat(state(2).changedUnseen())
                .extracting(each -> each.change().property())
                .containsExactly("text");

        steps.clear();
        Map<String, Object> right = new LinkedHashMap<>(digest);
        right.put("sha256", sha256(text));
        say(1, Operation.CREATE, new Change("text", null, text));
        say(2, Operation.UPDATE, new Change("text", right, "y"));
        assertThat(state(2).changedUnseen()).isEmpty();
    }

    @Test
    void ofManyChangesUnseenTheNewestAreToldAndTheRestAreCounted() {
        for (int i = 1; i <= 250; i++) {
            say(i, Operation.UPDATE, new Change("title", "old " + i, "new " + i));
        }
        EntityState state = state(300);
        assertThat(state.changedUnseen()).hasSize(100);
        assertThat(state.changedUnseen().get(99).before()).isEqualTo(WrittenLog.at(250));
        assertThat(state.moreUnseen()).isEqualTo(149);
    }

    @Test
    void anEntityThatGetsTheSameIdLaterTellsNothing() {
        say(5, Operation.DELETE, new Change("title", "A", null));
        say(6, Operation.CREATE, new Change("title", null, "B"), new Change("place", null, "Mesa"));
        say(7, Operation.UPDATE, new Change("owner", "bob", "ann"));
        assertThat(state(1).properties()).isEqualTo(Map.of("title", "A"));
    }

    @Test
    void whatComesFarTooLateDoesNotPassForNew() {
        say(1, Operation.CREATE, new Change("title", null, "A"), new Change("amount", null, 5L));
        say(8, Operation.UPDATE, new Change("title", "B", "C"));
        say(4, Operation.UPDATE, new Change("title", "A", "B"), new Change("amount", 5L, 6L));
        assertThat(state(9).properties()).isEqualTo(Map.of("title", "C", "amount", 6L));
    }

    @Test
    void whatALaterChangeFoundIsNoChangeUnseenForOneThatComesFarTooLate() {
        say(8, Operation.UPDATE, new Change("title", "B", "C"));
        say(4, Operation.UPDATE, new Change("title", "A", "B"));
        EntityState state = state(5);
        assertThat(state.properties()).isEqualTo(Map.of("title", "B"));
        assertThat(state.changedUnseen()).isEmpty();
    }

    @Test
    void aCreationInDoubtStaysOneWhenItsTransactionChangedTheEntityToo() {
        maybe(2, Operation.CREATE, new Change("title", null, "A"));
        steps.add(step(2, 2, Operation.UPDATE, true, new Change("title", "A", "B")));
        assertThat(state(3).existence()).isEqualTo(Existence.UNKNOWN);
        say(5, Operation.UPDATE, new Change("place", "x", "y"));
        assertThat(state(6).properties()).isEqualTo(Map.of("title", "B", "place", "y"));
    }

    @Test
    void aLaterCreationTellsNothingOfTheEntityThatHadItsIdBefore() {
        say(1, Operation.UPDATE, new Change("title", "A", "B"));
        say(5, Operation.CREATE, new Change("title", null, "C"), new Change("place", null, "D"));
        assertThat(state(3).properties()).isEqualTo(Map.of("title", "B"));
    }

    /** What is known is so, whatever became of the transactions whose outcome is not. */
    @Test
    void nothingIsToldThatWasNot() {
        int known = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            steps.clear();
            List<@Nullable Map<String, @Nullable Object>> states = play(random);
            boolean isCertain = steps.stream().noneMatch(Step::isUnknown);
            for (int second = 0; second < states.size(); second++) {
                EntityState state = state(second);
                Map<String, @Nullable Object> was = states.get(second);
                String what = "seed %d, second %d: %s of %s".formatted(seed, second, state, steps);
                assertThat(state.changedUnseen()).as(what).isEmpty();
                if (state.existence() != Existence.UNKNOWN) {
                    assertThat(state.existence() == Existence.EXISTED).as(what).isEqualTo(was != null);
                }
                if (isCertain && !steps.isEmpty()) {
                    assertThat(state.properties()).as(what).isEqualTo(was == null ? Map.of() : was);
                }
                Map<String, @Nullable Object> really = was == null ? Map.of() : was;
                assertThat(really.entrySet())
                        .as(what)
                        .containsAll(state.properties().entrySet());
                known += state.properties().size();
            }
        }
        assertThat(known).isGreaterThan(10_000);
    }

    /** The states of each second; each is a transaction, some of which are rolled back. */
    private List<@Nullable Map<String, @Nullable Object>> play(Random random) {
        List<@Nullable Map<String, @Nullable Object>> states = new ArrayList<>();
        Map<String, @Nullable Object> now = null;
        boolean isCertain = random.nextInt(4) == 0;
        for (int second = 0; second < 12; second++) {
            boolean isUnknown = !isCertain && random.nextInt(3) == 0;
            Map<String, @Nullable Object> next = next(random, now);
            List<Change> changes = new ArrayList<>();
            for (String name : NAMES) {
                Object before = now == null ? null : now.get(name);
                Object after = next == null ? null : next.get(name);
                if (now == null || next == null || !Objects.equals(before, after)) {
                    changes.add(new Change(name, before, after));
                }
            }
            Operation action = now == null ? Operation.CREATE : next == null ? Operation.DELETE : Operation.UPDATE;
            if (!changes.isEmpty()) {
                steps.add(step(second, 1, action, isUnknown, changes.toArray(Change[]::new)));
            }
            if (!isUnknown || random.nextBoolean()) {
                now = next;
            }
            states.add(now);
        }
        return states;
    }

    private static @Nullable Map<String, @Nullable Object> next(
            Random random, @Nullable Map<String, @Nullable Object> now) {
        if (now != null && random.nextInt(6) == 0) {
            return null;
        }
        Map<String, @Nullable Object> next = new LinkedHashMap<>(now == null ? Map.of() : now);
        NAMES.forEach(name -> {
            if (now == null || random.nextInt(3) == 0) {
                next.put(name, (long) random.nextInt(4));
            }
        });
        return Collections.unmodifiableMap(next);
    }

    private EntityState state(int second) {
        return fold(second).state("Project", 7, List.of());
    }

    private List<Change> diff(int from, int to) {
        return StateFold.diff(fold(from), fold(to));
    }

    private StateFold fold(int second) {
        StateFold fold = new StateFold(WrittenLog.at(second));
        steps.forEach(fold::take);
        return fold;
    }

    private void say(int second, Operation action, Change... changes) {
        steps.add(step(second, 1, action, false, changes));
    }

    private void maybe(int second, Operation action, Change... changes) {
        steps.add(step(second, 1, action, true, changes));
    }

    private static Step step(int second, int n, Operation action, boolean isUnknown, Change... changes) {
        return new Step(WrittenLog.at(second), "tx" + second, n, action, List.of(changes), isUnknown, 100);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
