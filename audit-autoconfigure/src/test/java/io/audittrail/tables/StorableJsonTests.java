package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StorableJsonTests {

    @Test
    void whatCanBeStoredStaysWhatItIs() {
        Map<String, Object> values =
                Map.of("a", List.of(Map.of("b", new BigDecimal("1E+900"))), "c", 1L, "d", "\uD800");
        assertThat(StorableJson.of(values)).isSameAs(values);
    }

    @Test
    void aNumberThatIsTooLongIsATextWhereverItStands() {
        BigDecimal large = new BigDecimal("1E+200000");
        BigDecimal small = new BigDecimal("1E-20000");
        BigInteger whole = BigInteger.TEN.pow(2_000);
        assertThat(StorableJson.of(Map.of("a", List.of(Map.of("b", large)), "c", small, "d", List.of(whole, 1))))
                .isEqualTo(Map.of(
                        "a", List.of(Map.of("b", "1E+200000")), "c", "1E-20000", "d", List.of(whole.toString(), 1)));
    }

    @Test
    void whatIsTooDeepIsATextOfJson() {
        Map<String, ?> deep = nested(40);
        Map<String, ?> storable = StorableJson.of(deep);
        Object inner = storable;
        int levels = 0;
        while (inner instanceof Map<?, ?> map) {
            inner = map.get("a");
            levels++;
        }
        assertThat(levels).isEqualTo(31);
        assertThat(inner).asString().startsWith("{\"a\":{\"a\"").endsWith("}");
        assertThat(StorableJson.of(nested(31))).isEqualTo(nested(31));
    }

    private static Map<String, ?> nested(int levels) {
        Map<String, ?> nested = Map.of();
        for (int i = 1; i < levels; i++) {
            nested = Map.of("a", nested);
        }
        return nested;
    }

    @Test
    void namesThatCannotBeStoredDoNotMeet() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("\uD800", 1);
        values.put("\uD801", 2);
        Map<String, Object> storable = Map.of("\uFFFD", 1, "\uFFFD_2", 2);
        assertThat(StorableJson.of(values)).isEqualTo(storable);
    }
}
