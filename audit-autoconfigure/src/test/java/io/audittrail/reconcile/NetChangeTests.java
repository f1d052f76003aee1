package io.audittrail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetChangeTests {

    private static final RowContent CAME = RowContent.of("INSERT", Map.of(), Map.of("id", 1L, "pin", "[masked]"));
    private static final RowContent WENT = RowContent.of("DELETE", Map.of("id", 1L, "pin", "[masked]"), Map.of());

    private static RowContent update(String old, String changed) {
        return RowContent.of("UPDATE", Map.of("id", 1L, "text", old), Map.of("text", changed));
    }

    @Test
    void toAndFroIsNothing() {
        assertThat(NetChange.isNothing(List.of(update("a", "b"), update("b", "a"))))
                .isTrue();
        assertThat(NetChange.isNothing(List.of(update("a", "b"), update("b", "c"))))
                .isFalse();
        assertThat(NetChange.isNothing(List.of(update("a", "b")))).isFalse();
        assertThat(NetChange.isNothing(List.of(CAME, WENT))).isTrue();
    }

    @Test
    void ofWhatIsMaskedNobodyKnowsThatItIsWhatItWas() {
        assertThat(NetChange.isNothing(List.of(WENT, CAME))).isFalse();
        assertThat(NetChange.isNothing(List.of(update("[masked]", "[masked]"), update("[masked]", "[masked]"))))
                .isFalse();
    }

    @Test
    void whatDoesNotGoOnFromWhatWasBeforeIsNoNetChange() {
        assertThat(NetChange.isNothing(List.of(update("a", "b"), update("c", "a"))))
                .isFalse();
    }

    @Test
    void ofRowsThatNobodyCanTellApartThoseThatCameHaveToGo() {
        assertThat(NetChange.isPassing(List.of(CAME, CAME, WENT, WENT))).isTrue();
        assertThat(NetChange.isPassing(List.of(CAME, CAME, WENT))).isFalse();
        assertThat(NetChange.isPassing(List.of(WENT, CAME))).isFalse();
        assertThat(NetChange.isPassing(List.of(update("a", "b"), update("b", "a"))))
                .isFalse();
    }
}
