package io.audittrail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdKeyTests {

    @Test
    void scaleZoneAndPaddingMakeNoOtherId() {
        assertThat(IdKey.of("1.50", new BigDecimal("1.50"))).isEqualTo(IdKey.of("1.5", new BigDecimal("1.5")));
        assertThat(IdKey.of("", OffsetDateTime.parse("2026-01-01T10:00:00+05:00")))
                .isEqualTo(IdKey.of("", OffsetDateTime.parse("2026-01-01T05:00:00Z")));
        assertThat(IdKey.of("ab   ")).isEqualTo(IdKey.of("ab")).isNotEqualTo(IdKey.of(" ab"));
    }

    @Test
    void aTextThatLooksLikeANumberIsNone() {
        assertThat(IdKey.of("1.50")).isNotEqualTo(IdKey.of("1.5"));
    }

    @Test
    void whatTheMappingMakesOfAnIdStaysWhatTheLogHas() {
        assertThat(IdKey.of("P-1", new Object())).isEqualTo("P-1");
    }

    @Test
    void pseudonymsAreAsTheRowsHaveThem() {
        assertThat(IdKey.of("[masked:10409efe10409efe]")).isEqualTo("[masked]");
        Map<String, Object> log = Map.of("owner", "[masked:10409efe10409efe]", "n", 1L);
        Map<String, Object> row = Map.of("owner", "[masked]", "n", 1L);
        assertThat(IdKey.of(log)).isEqualTo(IdKey.of(row));
    }
}
