package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTests {

    @Test
    void everyKindOfValueIsRead() throws ParseException {
        assertThat(value("null")).isNull();
        assertThat(value("true")).isEqualTo(true);
        assertThat(value("false")).isEqualTo(false);
        assertThat(value("\"a\"")).isEqualTo("a");
        assertThat(value("[]")).isEqualTo(List.of());
        assertThat(value("[1,null,[2]]")).isEqualTo(Arrays.asList(1L, null, List.of(2L)));
        assertThat(value("{}")).isEqualTo(Map.of());
        assertThat(value(" { \"a\" : [ 1 , 2 ] , \"b\" : { } } ")).hasToString("{a=[1, 2], b={}}");
    }

    @Test
    void keysKeepTheirOrder() throws ParseException {
        assertThat(object("{\"z\":1,\"a\":2,\"m\":3}").keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void wholeNumbersAreLongsAsFarAsTheyFitAndOthersKeepAllDigits() throws ParseException {
        assertThat(value("0")).isEqualTo(0L);
        assertThat(value("-0")).isEqualTo(0L);
        assertThat(value("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(value("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(value("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(value("1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(value("1E+1000000000")).isEqualTo(new BigDecimal("1E+1000000000"));
        assertThat(value("-2.5e-3")).isEqualTo(new BigDecimal("-0.0025"));
    }

    @Test
    void textIsReadAsTheEncoderWritesIt() throws ParseException {
        String text = "a\"b\\c/\b\f\n\r\t\u0000\u007f é € \ud83d\ude00 \u2028 \u202e \ud800 '";

        byte[] json = LineEncoder.json(Map.of(text, text));

        assertThat(Json.object(json, 0, json.length)).isEqualTo(Map.of(text, text));
        assertThat(value("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\"")).isEqualTo("\"\\/\b\f\n\r\té€");
    }

    @Test
    void onlyTheBytesInBetweenAreRead() throws ParseException {
        byte[] bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.US_ASCII);

        assertThat(Json.object(bytes, 2, 9)).isEqualTo(Map.of("a", 1L));
        assertThatThrownBy(() -> Json.object(bytes, 2, 8)).isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tru",
                "True",
                "nul",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "-01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "1 2",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"a\nb\"",
                "\"\t\"",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "{1:1}",
                "{\"a\":1}}",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"\\u0062\":2}}",
                "/**/1",
                "1//",
                "\ufeff1",
                "1E99999999999",
                "\u0661"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> value(text)).isInstanceOf(ParseException.class).hasMessageStartingWith("No JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "c080", "eda080", "f8a1a1a1a1", "f4908080"})
    void malformedUtf8IsRefused(String hex) {
        byte[] bytes = ("\"" + "  ".repeat(hex.length() / 4 + 1) + "\"").getBytes(StandardCharsets.US_ASCII);
        byte[] raw = HexFormat.of().parseHex(hex);
        System.arraycopy(raw, 0, bytes, 1, raw.length);

        assertThatThrownBy(() -> Json.value(bytes, 0, bytes.length))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void depthAndLengthOfNumbersAreBounded() throws ParseException {
        assertThat(value("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH)))
                .isNotNull();
        assertThatThrownBy(() -> value("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1)))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> value("[".repeat(1_000_000))).isInstanceOf(ParseException.class);
        assertThat(value("1".repeat(Json.MAX_NUMBER))).isInstanceOf(BigDecimal.class);
        assertThatThrownBy(() -> value("1".repeat(Json.MAX_NUMBER + 1))).isInstanceOf(ParseException.class);
    }

    @Test
    void anObjectIsExpectedWhereOneIsAskedFor() {
        assertThatThrownBy(() -> object("[1]")).isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1,\"a\":2}|7", "[1,x]|3", "{\"abc\" 1}|7", "[1]]|3"})
    void theMessageSaysWhere(String text, int at) {
        assertThatThrownBy(() -> value(text)).hasMessageEndingWith(" at byte " + at);
    }

    private static @Nullable Object value(String text) throws ParseException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Json.value(bytes, 0, bytes.length);
    }

    private static Map<String, @Nullable Object> object(String text) throws ParseException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Json.object(bytes, 0, bytes.length);
    }
}
