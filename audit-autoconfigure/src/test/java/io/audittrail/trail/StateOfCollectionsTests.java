package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.Elements;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Existence;
import io.audittrail.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Collections, step by step as lines tell of them, and some that somebody plays. */
class StateOfCollectionsTests {

    private final List<Step> steps = new ArrayList<>();

    @Test
    void aCollectionIsFollowedFromItsCreationOn() {
        say(1, Operation.CREATE, added("a", "b"));
        say(2, Operation.UPDATE, removed("a"));
        say(3, Operation.UPDATE, added("c"));

        assertThat(tags(1)).isEqualTo(List.of("a", "b"));
        assertThat(tags(2)).isEqualTo(List.of("b"));
        assertThat(tags(3)).isEqualTo(List.of("b", "c"));
        assertThat(diff(1, 3)).containsExactly(new Change("tags", List.of("a", "b"), List.of("b", "c")));
        assertThat(diff(0, 1)).containsExactly(new Change("tags", null, List.of("a", "b")));
    }

    @Test
    void whatWasAddedTellsNothingOfTheRest() {
        say(1, Operation.UPDATE, added("c"));

        assertThat(state(0).properties()).isEmpty();
        assertThat(state(1).properties()).isEmpty();
        assertThat(state(1).existence()).isEqualTo(Existence.EXISTED);
    }

    @Test
    void aDeletionTellsWhatThereWasBeforeIt() {
        say(1, Operation.UPDATE, added("c"));
        say(3, Operation.UPDATE, new Change("tags", Elements.of(List.of("d"), List.of("a"))));
        say(5, Operation.DELETE, removed("b", "c", "d"));

        assertThat(contents(state(0))).containsExactlyInAnyOrder("a", "b");
        assertThat(contents(state(2))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(contents(state(4))).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(state(5).existence()).isEqualTo(Existence.DID_NOT_EXIST);
        assertThat(state(5).changedUnseen()).isEmpty();
    }

    @Test
    void aListWhoseOrderChangesTellsWhatItWas() {
        say(1, Operation.UPDATE, added("c"));
        say(3, Operation.UPDATE, new Change("tags", List.of("a", "b", "c"), List.of("c", "b", "a")));
        say(5, Operation.UPDATE, added("d"));

        assertThat(tags(0)).isEqualTo(List.of("a", "b"));
        assertThat(tags(2)).isEqualTo(List.of("a", "b", "c"));
        assertThat(tags(4)).isEqualTo(List.of("c", "b", "a"));
        assertThat(tags(6)).isEqualTo(List.of("c", "b", "a", "d"));
        assertThat(diff(2, 4)).containsExactly(new Change("tags", List.of("a", "b", "c"), List.of("c", "b", "a")));
    }

    @Test
    void aLongListWhoseOrderChangedIsNotKnownAnyMore() {
        say(1, Operation.CREATE, added("a", "b"));
        say(
                2,
                Operation.UPDATE,
                new Change(
                        "tags",
                        Elements.ofLongList(
                                List.of("c"), List.of(), Map.of("length", 101L), Map.of("length", 102L), true)));
        say(3, Operation.UPDATE, added("d"));

        assertThat(tags(1)).isEqualTo(List.of("a", "b"));
        assertThat(state(2).properties()).isEmpty();
        assertThat(state(3).properties()).isEmpty();
        assertThat(state(3).changedUnseen()).isEmpty();
    }

    @Test
    void ofAMapTheValuesAreFollowed() {
        say(1, Operation.CREATE, added(Elements.entry("a", 1L), Elements.entry(2L, "x")));
        say(2, Operation.UPDATE, changed(new Change("a", 1L, 5L), new Change("2", "x", "y")));

        assertThat(tags(2)).isEqualTo(List.of(Elements.entry("a", 5L), Elements.entry(2L, "y")));
        say(3, Operation.UPDATE, removed(Elements.entry(2L, "y")));
        assertThat(tags(3)).isEqualTo(List.of(Elements.entry("a", 5L)));
    }

    @Test
    void duplicatesCountAndNumbersAreTheSameHoweverTheyAreWritten() {
        say(1, Operation.CREATE, added(5L, new BigDecimal("5.00"), new BigDecimal("7.50")));
        say(2, Operation.UPDATE, removed(new BigDecimal("5.0"), new BigDecimal("7.5")));

        assertThat(tags(2)).isEqualTo(List.of(new BigDecimal("5.00")));
        assertThat(state(2).changedUnseen()).isEmpty();
    }

    @Test
    void anElementThatWasNotThereIsAChangePastTheLog() {
        say(1, Operation.CREATE, added("a", "b"));
        say(2, Operation.UPDATE, removed("x"));
        say(3, Operation.UPDATE, added("c"));

        assertThat(state(2).properties()).isEmpty();
        assertThat(state(3).properties()).isEmpty();
        assertThat(state(3).changedUnseen())
                .containsExactly(new EntityState.Unseen(
                        new Change("tags", List.of("a", "b"), List.of("a", "b", "x")),
                        WrittenLog.at(1),
                        WrittenLog.at(2)));
    }

    @Test
    void aValueOrKeyOfAMapThatWasAnotherIsAChangePastTheLog() {
        say(1, Operation.CREATE, added(Elements.entry("a", 1L)));
        say(2, Operation.UPDATE, changed(new Change("a", 2L, 3L)));
        assertThat(state(2).changedUnseen())
                .extracting(EntityState.Unseen::change)
                .containsExactly(
                        new Change("tags", List.of(Elements.entry("a", 1L)), List.of(Elements.entry("a", 2L))));

        steps.remove(1);
        say(2, Operation.UPDATE, added(Elements.entry("a", 2L)));
        assertThat(state(2).changedUnseen())
                .extracting(EntityState.Unseen::change)
                .containsExactly(new Change("tags", List.of(Elements.entry("a", 1L)), List.of()));
    }

    @Test
    void aListThatWasAnotherAndWhatWasLeftAtTheEndAreChangesPastTheLog() {
        say(1, Operation.CREATE, added("a", "b"));
        say(2, Operation.UPDATE, new Change("tags", List.of("a", "x"), List.of("x", "a")));
        assertThat(tags(2)).isEqualTo(List.of("x", "a"));
        assertThat(state(2).changedUnseen()).hasSize(1);

        say(3, Operation.DELETE, removed("a"));
        assertThat(state(3).changedUnseen())
                .last()
                .satisfies(last ->
                        assertThat(last.change()).isEqualTo(new Change("tags", List.of("x", "a"), List.of("a"))));
    }

    @Test
    void theSameElementsInAnotherOrderAreNoDifferenceUnlessTheLogSaysSo() {
        say(1, Operation.CREATE, added("a", "b"));
        say(2, Operation.UPDATE, removed("a"));
        say(3, Operation.UPDATE, added("a"));

        assertThat(diff(1, 3)).isEmpty();
    }

    @Test
    void whatIsNotShownIsADifferenceWhereItWasChanged() {
        Map<String, Object> masked = Map.of("name", "a", "pin", "[masked]");
        say(1, Operation.CREATE, added(masked));
        say(2, Operation.UPDATE, new Change("tags", Elements.of(List.of(masked), List.of(masked))));

        assertThat(diff(1, 2)).containsExactly(new Change("tags", List.of(masked), List.of(masked)));
        assertThat(diff(2, 3)).isEmpty();
        assertThat(state(2).changedUnseen()).isEmpty();
    }

    @Test
    void whatIsInDoubtIsNotKnownUntilItIsSettledAndNeverWhenAnotherChangeCameBefore() {
        say(1, Operation.CREATE, added("a"), new Change("title", null, "A"));
        maybe(2, Operation.UPDATE, added("b"), new Change("title", "A", "B"));
        assertThat(state(2).properties()).isEmpty();

        say(3, Operation.UPDATE, new Change("title", "B", "C"));
        assertThat(tags(2)).isEqualTo(List.of("a", "b"));
        assertThat(tags(3)).isEqualTo(List.of("a", "b"));

        steps.remove(2);
        say(3, Operation.UPDATE, new Change("title", "A", "C"));
        assertThat(tags(3)).isEqualTo(List.of("a"));

        steps.remove(2);
        say(3, Operation.UPDATE, added("c"));
        say(4, Operation.UPDATE, new Change("title", "B", "C"));
        assertThat(state(4).properties()).isEqualTo(Map.of("title", "C"));
        assertThat(state(2).properties()).isEqualTo(Map.of("title", "B"));
    }

    @Test
    void severalRecordsOfOneTransactionInDoubtAreFollowedTogether() {
        say(1, Operation.CREATE, added("a", "b"), new Change("title", null, "A"));
        maybe(2, Operation.UPDATE, new Change("tags", List.of("a", "b"), List.of("b", "a")));
        steps.add(step(2, 2, Operation.UPDATE, true, added("c"), new Change("title", "A", "B")));
        say(3, Operation.UPDATE, new Change("title", "B", "C"));

        assertThat(tags(2)).isEqualTo(List.of("b", "a", "c"));
    }

    /** What is known is so, whatever is missing at the start, and whatever became of transactions without an outcome. */
    @Test
    void nothingIsToldThatWasNot() {
        int known = 0;
        for (int seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            Kind kind = Kind.values()[seed % 3];
            steps.clear();
            List<@Nullable List<Object>> states = play(random, kind);
            int forgotten = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
            steps.removeIf(step -> step.at().isBefore(WrittenLog.at(forgotten)));
            boolean isCertain = steps.stream().noneMatch(Step::isUnknown);
            for (int second = forgotten; second < states.size(); second++) {
                EntityState state = state(second);
                List<Object> was = states.get(second);
                String what = "seed %d, second %d: %s of %s".formatted(seed, second, state, steps);
                assertThat(state.changedUnseen()).as(what).isEmpty();
                Object told = state.properties().get("tags");
                if (told instanceof List<?> list) {
                    known++;
                    assertThat(was).as(what).isNotNull();
                    if (kind == Kind.LIST
                            && forgotten == 0) { // Else a deletion may tell it, after some was taken away.
                        assertThat(list).as(what).isEqualTo(was);
                    } else {
                        assertThat(counts(list)).as(what).isEqualTo(counts(was));
                    }
                } else if (isCertain && forgotten == 0 && !steps.isEmpty()) {
                    assertThat(was).as(what).isNull();
                }
            }
        }
        assertThat(known).isGreaterThan(10_000);
    }

    private enum Kind {
        BAG,
        LIST,
        MAP
    }

    private List<@Nullable List<Object>> play(Random random, Kind kind) {
        List<@Nullable List<Object>> states = new ArrayList<>();
        List<Object> now = null;
        boolean isCertain = random.nextBoolean();
        for (int second = 0; second < 10; second++) {
            boolean isUnknown = !isCertain && random.nextInt(4) == 0;
            List<Object> next = now != null && random.nextInt(6) == 0 ? null : next(random, kind, now);
            List<Object> before = now == null ? List.of() : now;
            Elements elements = difference(kind, before, next == null ? List.of() : next);
            Operation action = now == null ? Operation.CREATE : next == null ? Operation.DELETE : Operation.UPDATE;
            if (now == null || next == null || !elements.isNone()) {
                steps.add(step(second, 1, action, isUnknown, asRead(elements)));
            }
            if (!isUnknown || random.nextBoolean()) {
                now = next;
            }
            states.add(now);
        }
        return states;
    }

    private static List<Object> next(Random random, Kind kind, @Nullable List<Object> now) {
        List<Object> next = new ArrayList<>(now == null ? List.of() : now);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (!next.isEmpty() && random.nextInt(3) == 0) {
                next.remove(random.nextInt(next.size()));
            } else if (kind == Kind.MAP) {
                Object key = (long) random.nextInt(5);
                next.removeIf(entry -> key.equals(((Map<?, ?>) entry).get("key")));
                next.add(Elements.entry(key, (long) random.nextInt(3)));
            } else if (kind == Kind.LIST && random.nextInt(4) == 0) {
                Collections.shuffle(next, random);
            } else {
                next.add("v" + random.nextInt(4));
            }
        }
        return next;
    }

    @SuppressWarnings("unchecked") // of a map all are entries
    private static Elements difference(Kind kind, List<Object> before, List<Object> after) {
        return switch (kind) {
            case BAG -> Elements.of(without(after, before), without(before, after));
            case LIST -> Elements.ofList(before, after);
            case MAP ->
                Elements.ofMap(
                        (List<Map<String, @Nullable Object>>) (List<?>) before,
                        (List<Map<String, @Nullable Object>>) (List<?>) after);
        };
    }

    private static List<Object> without(List<Object> elements, List<Object> others) {
        List<Object> rest = new ArrayList<>(elements);
        others.forEach(rest::remove);
        return rest;
    }

    /** As it is when it comes from a line. */
    private static Change asRead(Elements elements) {
        if (elements.before() != null) {
            return new Change("tags", elements.before(), elements.after());
        }
        return new Change(
                "tags",
                elements.changed().isEmpty()
                        ? Elements.of(elements.added(), elements.removed())
                        : Elements.ofMap(elements.added(), elements.removed(), elements.changed()));
    }

    private static Map<Object, Integer> counts(@Nullable List<?> elements) {
        Map<Object, Integer> counts = new HashMap<>();
        if (elements != null) {
            elements.forEach(element -> counts.merge(element, 1, Integer::sum));
        }
        return counts;
    }

    private static Change added(Object... elements) {
        return new Change("tags", Elements.of(List.of(elements), List.of()));
    }

    private static Change removed(Object... elements) {
        return new Change("tags", Elements.of(List.of(), List.of(elements)));
    }

    private static Change changed(Change... values) {
        return new Change("tags", Elements.ofMap(List.of(), List.of(), List.of(values)));
    }

    private @Nullable Object tags(int second) {
        return state(second).properties().get("tags");
    }

    private static List<@Nullable Object> contents(EntityState state) {
        return state.properties().get("tags") instanceof List<?> list ? new ArrayList<>(list) : List.of("not known");
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
}
