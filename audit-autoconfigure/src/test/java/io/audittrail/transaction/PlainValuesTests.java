package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.audittrail.Operation;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlainValuesTests {

    private static final String SHA256_OF_100_X = "09ecb6ebc8bcefc733f6f2ec44f791abeed6a99edf0cc31519637898aebd52d8";

    private final PlainValues values = new PlainValues(99);

    @Test
    void immutableValuesAreKeptAsTheyAre() {
        for (Object value : List.of(
                "text", true, 1L, 2, 1.5, new BigDecimal("1.00"), UUID.randomUUID(), Instant.now(), ZoneOffset.UTC)) {
            assertThat(values.plain(value)).isIn(value, value.toString());
        }
        BigDecimal decimal = new BigDecimal("1.00");
        assertThat(values.plain(decimal)).isSameAs(decimal);
    }

    @Test
    void textsUpToTheLimitAreKeptAndLongerOnesBecomeADigest() {
        assertThat(values.plain("x".repeat(99))).isEqualTo("x".repeat(99));
        assertThat(values.plain("x".repeat(100)))
                .isEqualTo(Map.of("length", 100, "sha256", SHA256_OF_100_X, "head", "x".repeat(64)));
    }

    @Test
    void theHeadOfADigestDoesNotCutACharacterInTwo() {
        assertThat(values.plain("x".repeat(63) + "\uD83D\uDE00".repeat(20)))
                .asInstanceOf(MAP)
                .containsEntry("head", "x".repeat(63));
    }

    @Test
    void fiveMegabytesOfBytesAreADigest() {
        byte[] bytes = new byte[5_000_000];
        assertThat(values.plain(bytes))
                .asInstanceOf(MAP)
                .containsEntry("length", 5_000_000)
                .containsEntry("head", "A".repeat(43) + "=")
                .hasEntrySatisfying(
                        "sha256", hash -> assertThat(hash.toString()).hasSize(64));
    }

    @Test
    void whatItsOwnerMayChangeIsCopiedAtOnce() {
        List<Object> list = new ArrayList<>(Arrays.asList("a", null, new int[] {1, 2}));
        Object plain = values.plain(list);
        list.clear();
        assertThat(plain).isEqualTo(Arrays.asList("a", null, List.of(1, 2)));

        Timestamp at = Timestamp.from(Instant.ofEpochSecond(5));
        Object instant = values.plain(at);
        at.setTime(0);
        assertThat(instant).isEqualTo(Instant.ofEpochSecond(5));
    }

    @Test
    void datesOfTheOldKindAreThoseOfTheNew() {
        assertThat(values.plain(Date.valueOf("2026-11-20"))).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(values.plain(Time.valueOf("10:20:30"))).isEqualTo(LocalTime.of(10, 20, 30));
        assertThat(values.plain(java.util.Date.from(Instant.ofEpochMilli(7)))).isEqualTo(Instant.ofEpochMilli(7));
        GregorianCalendar calendar = new GregorianCalendar();
        assertThat(values.plain(calendar)).isEqualTo(calendar.toInstant());
    }

    @Test
    void anythingElseIsItsText() {
        assertThat(values.plain(Operation.CREATE)).isEqualTo("CREATE");
        assertThat(values.plain('Y')).isEqualTo("Y");
        assertThat(values.plain(new char[] {'a', 'b'})).isEqualTo("ab");
        assertThat(values.plain(CharBuffer.wrap("built"))).isEqualTo("built");
        assertThat(values.plain(Map.of(Operation.CREATE, List.of('x')))).isEqualTo(Map.of("CREATE", List.of("x")));
        assertThat(values.plain(null)).isNull();
    }

    @Test
    void whatContainsItselfIsRefusedAndNotFollowedForEver() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        self.add(self);

        assertThatThrownBy(() -> values.plain(self)).hasMessageContaining("More than 10000 elements");
    }
}
