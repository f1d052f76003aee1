package io.audittrail.line;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the value, Jackson's parser reads what was written, and nothing is lost: no digit, no sign, no character. */
class ReadBackTests {

    private final JsonMapper doubles = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final JsonMapper decimals = doubles.rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final Random random = new Random(20261122);

    @Test
    void everyCharacterAloneAndBesideOthersReadsBack() throws CharacterCodingException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String alone = String.valueOf((char) c);
            readsBack(List.of(alone, "a" + alone + "b", alone + alone, alone + "\uDC00", "\uD800" + alone));
        }
        for (int point = Character.MIN_SUPPLEMENTARY_CODE_POINT; point <= Character.MAX_CODE_POINT; point += 97) {
            readsBack("a" + Character.toString(point) + "b");
        }
        readsBack(Character.toString(Character.MAX_CODE_POINT));
    }

    @Test
    void everyCharacterOfANameReadsBack() throws CharacterCodingException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            readsBack(Map.of("" + (char) c, c));
        }
    }

    @Test
    void numbersAtTheirLimitsReadBack() throws CharacterCodingException {
        for (int shift = 0; shift < 64; shift++) {
            for (long near : new long[] {-1, 0, 1}) {
                long value = (1L << shift) + near;
                readsBack(value);
                readsBack(-value);
                readsBack((int) value);
                readsBack((short) value);
                readsBack((byte) value);
                readsBack(BigInteger.ONE
                        .shiftLeft(7 * shift)
                        .add(BigInteger.valueOf(near))
                        .negate());
            }
        }
        long power = 1;
        for (int digits = 1; digits <= 18; digits++, power *= 10) {
            for (int scale = -40; scale <= 40; scale++) {
                readsBack(BigDecimal.valueOf(power, scale));
                readsBack(BigDecimal.valueOf(power - 1, scale));
                readsBack(BigDecimal.valueOf(-power, scale));
            }
        }
        for (double value :
                new double[] {0.0, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1e-3, 1e7, 1e22}) {
            readsBack(List.of(value, -value, Math.nextUp(value), Math.nextDown(value)));
        }
        for (float value : new float[] {0f, -0f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 1e-3f, 1e7f}) {
            readsBack(List.of(value, -value, Math.nextUp(value), Math.nextDown(value)));
        }
        readsBack(new BigDecimal(new BigInteger("-12345678901234567890"), 900));
    }

    @Test
    void everyTreeOfValuesReadsBack() throws CharacterCodingException {
        for (int i = 0; i < 20_000; i++) {
            readsBack(any(0));
        }
    }

    private void readsBack(@Nullable Object value) throws CharacterCodingException {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("", value);
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(LineEncoder.json(whole)))
                .toString();
        if (!same(whole, doubles.readTree(text), decimals.readTree(text))) {
            throw new AssertionError(value + " was written as " + text);
        }
    }

    private static boolean same(@Nullable Object value, JsonNode node, JsonNode exact) {
        if (value instanceof Map<?, ?> map) {
            List<?> keys = List.copyOf(map.keySet());
            return List.copyOf(node.propertyNames()).equals(keys)
                    && keys.stream()
                            .map(String.class::cast)
                            .allMatch(key -> same(map.get(key), node.path(key), exact.path(key)));
        }
        if (value instanceof Collection<?> elements) {
            List<?> list = new ArrayList<>(elements);
            return node.isArray()
                    && node.size() == list.size()
                    && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), node.path(i), exact.path(i)));
        }
        if (value instanceof BigDecimal decimal) {
            return exact.isNumber() && exact.decimalValue().toString().equals(decimal.toString());
        }
        if (value instanceof Double || value instanceof Float) {
            return sameFloating((Number) value, node);
        }
        if (value instanceof Number) {
            return node.isIntegralNumber() && node.bigIntegerValue().toString().equals(value.toString());
        }
        if (value instanceof Boolean yes) {
            return node.isBoolean() && node.booleanValue() == yes;
        }
        return value == null
                ? node.isNull()
                : node.isString() && node.stringValue().equals(value.toString());
    }

    private static boolean sameFloating(Number value, JsonNode node) {
        if (!Double.isFinite(value.doubleValue())) {
            return node.isString() && node.stringValue().equals(value.toString());
        }
        double read = node.doubleValue();
        return node.isNumber()
                && (value instanceof Float
                        ? Float.valueOf((float) read).equals(value)
                        : Double.valueOf(read).equals(value));
    }

    private @Nullable Object any(int depth) {
        return switch (random.nextInt(depth < 5 ? 16 : 13)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextInt() >> random.nextInt(32);
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> Float.intBitsToFloat(random.nextInt());
            case 6 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(400) - 200).negate();
            case 7 -> BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(60) - 20);
            case 8 -> new BigInteger(random.nextInt(500), random).negate();
            case 9 -> text();
            case 10 -> (char) random.nextInt(65_536);
            case 11 -> new UUID(random.nextLong(), random.nextLong());
            case 12 -> time();
            case 13 -> map(depth);
            case 14 -> list(depth);
            default -> new LinkedHashSet<>(list(depth));
        };
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(), any(depth + 1));
        }
        return map;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(any(depth + 1));
        }
        return list;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(65_536));
                case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 2 -> text.append((char) random.nextInt(256));
                default -> text.append("plain");
            }
        }
        return text.toString();
    }

    /** Of all times that there are, most of which are far away. */
    private Object time() {
        long days = (long) ((random.nextDouble() * 2 - 1) * 365_241_000_000L);
        LocalDate date = LocalDate.ofEpochDay(random.nextBoolean() ? days : days / 100_000);
        LocalTime clock = LocalTime.ofNanoOfDay((long) (random.nextDouble() * 86_400_000_000_000L));
        LocalDateTime time = date.atTime(random.nextBoolean() ? clock : clock.withNano(0));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(2 * 64_800) - 64_800);
        return switch (random.nextInt(9)) {
            case 0 -> date;
            case 1 -> time;
            case 2 -> time.atOffset(offset);
            case 3 -> time.atZone(ZoneId.of("America/Denver"));
            case 4 -> time.toInstant(offset);
            case 5 -> OffsetTime.of(clock, offset);
            case 6 -> Year.of(date.getYear());
            case 7 -> YearMonth.from(date);
            default -> Instant.ofEpochSecond(days * 80_000, random.nextInt(1_000_000_000));
        };
    }
}
