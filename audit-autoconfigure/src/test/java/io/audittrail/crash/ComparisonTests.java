package io.audittrail.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.crash.Log.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison that cannot fail proves nothing. */
class ComparisonTests {

    private static final Effect FIRST = new Effect("one", "CREATE", 1, null, 5);
    private static final Effect SECOND = new Effect("one", "UPDATE", 2, 5, 6);

    private final List<Entry> entries =
            new ArrayList<>(List.of(new Entry("a", 1, 2, false, FIRST), new Entry("a", 2, 2, false, SECOND)));

    @Test
    void aLogThatSaysWhatHappenedHasNoFaults() {
        assertThat(compare(FIRST, SECOND).row("whole", 3)).isEqualTo("| whole | 3 | 2 | 0 | 0 | 0 | 0 | 0 |");
    }

    @Test
    void whatIsNotInTheLogIsLostAndTheRestOfItsTransactionPartial() {
        entries.remove(1);

        assertThat(compare(FIRST, SECOND).lost()).containsExactly(SECOND);
        assertThat(compare(FIRST, SECOND).partial()).containsExactly("a");
    }

    @Test
    void aRecordTooFewInEveryLineOfATransactionIsPartialToo() {
        entries.clear();
        entries.add(new Entry("a", 1, 1, false, FIRST));

        assertThat(compare(FIRST, SECOND).partial()).containsExactly("a");
    }

    @Test
    void whatIsNotInTheDatabaseIsAPhantomUnlessTheLogIsNotSureItself() {
        assertThat(compare(FIRST).phantoms()).containsExactly(SECOND);

        entries.set(1, new Entry("a", 2, 2, true, SECOND));
        assertThat(compare(FIRST).phantoms()).isEmpty();
    }

    @Test
    void anotherValueIsLostAndAPhantom() {
        Effect other = new Effect("one", "UPDATE", 2, 5, 7);

        assertThat(compare(FIRST, other).lost()).containsExactly(other);
        assertThat(compare(FIRST, other).phantoms()).containsExactly(SECOND);
    }

    @Test
    void whatIsInTheLogTwiceIsADuplicateUnderAnyName() {
        entries.add(new Entry("a", 2, 2, false, SECOND));
        entries.add(new Entry("b", 1, 1, false, FIRST));

        assertThat(compare(FIRST, SECOND).duplicates()).hasSize(2);
    }

    @Test
    void aBrokenChainIsPassedOn() {
        assertThat(Comparison.of(List.of(), new Log(List.of(), 1, 1, 0)).breaks())
                .isEqualTo(1);
    }

    private Comparison compare(Effect... truth) {
        return Comparison.of(List.of(truth), new Log(entries, 0, 1, 0));
    }
}
