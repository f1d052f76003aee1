package io.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElementsTests {

    private final Random random = new Random(20261122);

    @Test
    void whatIsAddedAndTakenAwayAgainIsNothing() {
        assertThat(bag("a").then(bagWithout("a")).isNone()).isTrue();
        assertThat(bagWithout("a").then(bag("a")).isNone()).isTrue();
        assertThat(bag("a").then(bagWithout("b"))).isEqualTo(Elements.of(List.of("a"), List.of("b")));
        assertThat(Elements.none().isNone()).isTrue();
        assertThat(Elements.none().then(bag("a"))).isEqualTo(bag("a"));
        assertThat(bag("a").then(Elements.none())).isEqualTo(bag("a"));
    }

    @Test
    void duplicatesOfABagCount() {
        assertThat(bag("a", "a").then(bagWithout("a"))).isEqualTo(bag("a"));
        assertThat(bagWithout("a", "a").then(bag("a", "b"))).isEqualTo(Elements.of(List.of("b"), List.of("a")));
    }

    @Test
    void aCreationHoldsWhatThereIsAtTheEndAndADeletionWhatThereWasAtTheStart() {
        Change created = new Change("tags", Elements.none()).then(new Change("tags", bag("a", "b")));
        assertThat(created.then(new Change("tags", bagWithout("a")))).isEqualTo(new Change("tags", bag("b")));

        Change changed = new Change("tags", Elements.of(List.of("c"), List.of("a")));
        assertThat(changed.then(new Change("tags", bagWithout("b", "c"))))
                .isEqualTo(new Change("tags", bagWithout("a", "b")));
    }

    @Test
    void anElementThatIsWrittenOtherwiseIsTheSame() {
        assertThat(bag(new BigDecimal("1.0"))
                        .then(bagWithout(new BigDecimal("1.00")))
                        .isNone())
                .isTrue();
        assertThat(bag(Map.of("amount", new BigDecimal("1")), Arrays.asList(1L, null))
                        .then(bagWithout(Map.of("amount", new BigDecimal("1.00")), Arrays.asList(1L, null)))
                        .isNone())
                .isTrue();
        assertThat(bag((Object) null).then(bagWithout((Object) null)).isNone()).isTrue();
        assertThat(bag((Object) null).then(bagWithout("null")).isNone()).isFalse();
    }

    @Test
    void whatIsNotShownIsNeverTakenForTheSame() {
        assertThat(bag(Hidden.MASKED).then(bagWithout(Hidden.MASKED)))
                .isEqualTo(Elements.of(List.of(Hidden.MASKED), List.of(Hidden.MASKED)));

        Map<String, Object> one = Map.of("name", "a", "pin", Hidden.MASKED);
        Map<String, Object> other = new HashMap<>(one);
        assertThat(bag(one).then(bagWithout(other)).isNone()).isFalse();
        assertThat(bag(one).then(bagWithout(one)).isNone())
                .as("the element itself")
                .isTrue();
        assertThat(Elements.ofList(List.of(one), List.of(other)).isNone()).isFalse();
        assertThat(Elements.ofList(List.of(one), List.of(one)).isNone()).isTrue();
    }

    @Test
    void whereOnePartIsNotShownTheNetChangeIsNot() {
        Change shown = new Change("tags", bag("a"));
        Change hidden = new Change("tags", Hidden.MASKED, Hidden.MASKED);
        assertThat(shown.then(hidden)).isEqualTo(hidden);
        assertThat(hidden.then(shown)).isEqualTo(hidden);
        assertThat(hidden.isNone()).isFalse();
        assertThat(new Change("tags", null, null).then(shown)).isEqualTo(shown);
        assertThat(shown.then(new Change("tags", null, null))).isEqualTo(shown);
    }

    @Test
    void aListTellsWhatWasAddedAndTakenAwayUntilItsOrderChanges() {
        Elements grown = Elements.ofList(List.of("a", "b", "c"), List.of("a", "c", "d"));
        assertThat(grown.added()).containsExactly("d");
        assertThat(grown.removed()).containsExactly("b");
        assertThat(grown.before()).isNull();

        Change turned = new Change("steps", Elements.ofList(List.of("a", "b"), List.of("b", "a")));
        assertThat(turned.elements()).matches(elements -> elements.added().isEmpty());
        assertThat(turned.oldValue()).isEqualTo(List.of("a", "b"));
        assertThat(turned.newValue()).isEqualTo(List.of("b", "a"));
        assertThat(turned.isNone()).isFalse();
        Change back = new Change("steps", Elements.ofList(List.of("b", "a"), List.of("a", "b")));
        assertThat(turned.then(back).isNone()).isTrue();

        Elements atFront = Elements.ofList(List.of("a"), List.of("b", "a"));
        assertThat(atFront.before())
                .as("an element that comes first moves the others")
                .isEqualTo(List.of("a"));
    }

    @Test
    void takenFromItsPlaceAndAddedAtTheEndIsAnotherOrder() {
        Elements moved =
                Elements.ofList(List.of("a", "b"), List.of("b")).then(Elements.ofList(List.of("b"), List.of("b", "a")));
        assertThat(moved.before()).isEqualTo(List.of("a", "b"));
        assertThat(moved.after()).isEqualTo(List.of("b", "a"));

        Elements inLong = ofLong(List.of(), List.of("a"), 102, 101).then(ofLong(List.of("a"), List.of(), 101, 102));
        assertThat(inLong.isNone()).isFalse();
        assertThat(inLong.added()).isEmpty();
        assertThat(inLong.removed()).isEmpty();
        assertThat(inLong.before()).isEqualTo(Map.of("length", 102));
    }

    @Test
    void aLongListThatIsBackAtItsStartIsNothing() {
        Map<String, Object> start = Map.of("length", 200, "sha256", "aa");
        Map<String, Object> other = Map.of("length", 200, "sha256", "bb");
        Elements there = Elements.ofLongList(List.of(), List.of(), start, other, true);
        Elements back = Elements.ofLongList(List.of(), List.of(), other, start, true);
        assertThat(there.then(back).isNone()).isTrue();
        assertThat(there.then(there).isNone()).isFalse();
        assertThat(ofLong(List.of("x"), List.of(), 200, 201)
                        .then(ofLong(List.of(), List.of("x"), 201, 200))
                        .isNone())
                .isTrue();
    }

    @Test
    void aMapTellsWhichValuesChanged() {
        Elements elements = Elements.ofMap(
                List.of(Elements.entry("a", 1L), Elements.entry("b", 2L), Elements.entry("c", 3L)),
                List.of(Elements.entry("b", 5L), Elements.entry("c", 3L), Elements.entry("d", 4L)));
        assertThat(elements.added()).containsExactly(Elements.entry("d", 4L));
        assertThat(elements.removed()).containsExactly(Elements.entry("a", 1L));
        assertThat(elements.changed()).containsExactly(new Change("b", 2L, 5L));
    }

    @Test
    void aMapGoesTogetherWithWhatTellsOnlyOfEntries() {
        Elements changed = Elements.ofMap(List.of(Elements.entry("a", 1L)), List.of(Elements.entry("a", 2L)));
        Elements created = Elements.of(List.of(Elements.entry("a", 1L)), List.of());
        Elements deleted = Elements.of(List.of(), List.of(Elements.entry("a", 2L)));

        Elements net = created.then(changed);
        assertThat(net.added()).containsExactly(Elements.entry("a", 2L));
        assertThat(net.changed()).isEmpty();
        assertThat(changed.then(deleted).removed()).containsExactly(Elements.entry("a", 1L));
        assertThat(changed.then(deleted).changed()).isEmpty();
        assertThat(changed.then(Elements.none())).isEqualTo(changed);
        assertThat(changed.then(bag("no entry")).added()).containsExactly("no entry");
    }

    @Test
    void keysThatAreNotShownNeverStandAsNames() {
        Map<String, Object> one = Collections.singletonMap("pin", Hidden.MASKED);
        Map<String, Object> two = new HashMap<>(one);
        Elements elements = Elements.ofMap(
                List.of(Elements.entry(one, 1L), Elements.entry(two, 1L)),
                List.of(Elements.entry(one, 2L), Elements.entry(two, 2L)));
        assertThat(elements.changed()).isEmpty();
        assertThat(elements.removed()).hasSize(2);
        assertThat(elements.added()).hasSize(2);
    }

    @Test
    void aMaskedValueOfAMapStaysAChange() {
        Elements masked = Elements.ofMap(
                List.of(Elements.entry("a", Hidden.MASKED)), List.of(Elements.entry("a", Hidden.MASKED)));
        assertThat(masked.changed()).containsExactly(new Change("a", Hidden.MASKED, Hidden.MASKED));
        assertThat(masked.isNone()).isFalse();
    }

    @Test
    void theNetOfManyFlushesIsTheDifferenceOfTheEndsForBags() {
        for (int run = 0; run < 2_000; run++) {
            List<List<Object>> states = states(true);
            Elements net = net(states, (before, after) -> Elements.of(without(after, before), without(before, after)));
            List<Object> first = states.get(0);
            List<Object> last = states.get(states.size() - 1);
            assertThat(counts(net.added())).isEqualTo(counts(without(last, first)));
            assertThat(counts(net.removed())).isEqualTo(counts(without(first, last)));
            assertThat(net.isNone()).isEqualTo(counts(first).equals(counts(last)));
        }
    }

    @Test
    void theNetOfManyFlushesIsTheDifferenceOfTheEndsForLists() {
        for (int run = 0; run < 2_000; run++) {
            List<List<Object>> states = states(true);
            Elements net = net(states, Elements::ofList);
            List<Object> first = states.get(0);
            List<Object> last = states.get(states.size() - 1);
            assertThat(net.isNone()).isEqualTo(first.equals(last));
            assertThat(net.before()).isIn(null, first);
            assertThat(net.before() == null ? replayed(first, net) : net.after())
                    .isEqualTo(last);
        }
    }

    @Test
    void theNetOfManyFlushesOfALongListLosesNothingUnlessAnElementIsThereTwice() {
        for (int run = 0; run < 2_000; run++) {
            List<List<Object>> states = states(false);
            Elements net = net(states, ElementsTests::longList);
            List<Object> first = states.get(0);
            List<Object> last = states.get(states.size() - 1);
            assertThat(counts(net.added())).isEqualTo(counts(without(last, first)));
            assertThat(counts(net.removed())).isEqualTo(counts(without(first, last)));
            if (net.before() == null) {
                assertThat(replayed(first, net)).isEqualTo(last);
            }
        }
    }

    @Test
    void theNetOfManyFlushesIsTheDifferenceOfTheEndsForMaps() {
        for (int run = 0; run < 2_000; run++) {
            List<List<Map<String, @Nullable Object>>> states = new ArrayList<>();
            for (int i = 0; i <= 1 + random.nextInt(5); i++) {
                Map<Long, Object> state = new TreeMap<>();
                IntStream.range(0, random.nextInt(6)).forEach(n -> state.put((long) random.nextInt(6), value()));
                states.add(entries(state));
            }
            Elements net = net(states, Elements::ofMap);
            Elements direct = Elements.ofMap(states.get(0), states.get(states.size() - 1));
            assertThat(net.added()).containsExactlyInAnyOrderElementsOf(direct.added());
            assertThat(net.removed()).containsExactlyInAnyOrderElementsOf(direct.removed());
            assertThat(net.changed()).containsExactlyInAnyOrderElementsOf(direct.changed());
            assertThat(net.isNone()).isEqualTo(states.get(0).equals(states.get(states.size() - 1)));
        }
    }

    /** Each from the one before, by taking away, adding and moving a few elements. */
    private List<List<Object>> states(boolean withDuplicates) {
        List<List<Object>> states = new ArrayList<>();
        List<Object> state = new ArrayList<>();
        IntStream.range(0, random.nextInt(6)).forEach(i -> state.add(value()));
        states.add(
                withDuplicates ? List.copyOf(state) : state.stream().distinct().toList());
        for (int i = 0; i <= random.nextInt(5); i++) {
            IntStream.range(0, random.nextInt(4)).forEach(n -> change(state));
            states.add(
                    withDuplicates
                            ? List.copyOf(state)
                            : state.stream().distinct().toList());
        }
        return states;
    }

    private void change(List<Object> state) {
        switch (random.nextInt(4)) {
            case 0 -> state.add(value());
            case 1 -> state.add(random.nextInt(state.size() + 1), value());
            case 2 -> Collections.shuffle(state, random);
            default -> {
                if (!state.isEmpty()) {
                    state.remove(random.nextInt(state.size()));
                }
            }
        }
    }

    private Object value() {
        return random.nextBoolean() ? "v" + random.nextInt(4) : (Object) Long.valueOf(random.nextInt(3));
    }

    @FunctionalInterface
    private interface Difference<S> {
        Elements of(S before, S after);
    }

    private static <S> Elements net(List<S> states, Difference<S> difference) {
        return IntStream.range(1, states.size())
                .mapToObj(i -> difference.of(states.get(i - 1), states.get(i)))
                .reduce(Elements.none(), (BinaryOperator<Elements>) Elements::then);
    }

    private static Elements longList(List<Object> before, List<Object> after) {
        Elements exact = Elements.ofList(before, after);
        boolean isReordered = exact.before() != null;
        return Elements.ofLongList(
                exact.added(), exact.removed(), digest(before, isReordered), digest(after, isReordered), isReordered);
    }

    private static Map<String, Object> digest(List<Object> list, boolean whole) {
        Map<String, Object> digest = new LinkedHashMap<>();
        digest.put("length", list.size());
        if (whole) {
            digest.put("sha256", list.toString());
        }
        return digest;
    }

    private static Elements ofLong(List<Object> added, List<Object> removed, int before, int after) {
        return Elements.ofLongList(added, removed, Map.of("length", before), Map.of("length", after), false);
    }

    /** What follows for who has only the list before and the line. */
    private static List<@Nullable Object> replayed(List<Object> before, Elements elements) {
        List<@Nullable Object> list = new ArrayList<>(before);
        elements.removed().forEach(list::remove);
        list.addAll(elements.added());
        return list;
    }

    private static List<Object> without(List<Object> elements, List<Object> others) {
        List<Object> rest = new ArrayList<>(elements);
        others.forEach(rest::remove);
        return rest;
    }

    private static Map<@Nullable Object, Integer> counts(List<? extends @Nullable Object> elements) {
        Map<@Nullable Object, Integer> counts = new HashMap<>();
        elements.forEach(element -> counts.merge(element, 1, Integer::sum));
        return counts;
    }

    private static List<Map<String, @Nullable Object>> entries(Map<Long, Object> map) {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(Elements.entry(key, value)));
        return entries;
    }

    private static Elements bag(@Nullable Object... added) {
        return Elements.of(Arrays.asList(added), List.of());
    }

    private static Elements bagWithout(@Nullable Object... removed) {
        return Elements.of(List.of(), Arrays.asList(removed));
    }
}
