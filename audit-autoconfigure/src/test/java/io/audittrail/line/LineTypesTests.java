package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Elements;
import io.audittrail.transaction.PlainValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Time;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A value is made plain, written, read and given its type again: then it is what it was. */
class LineTypesTests {

    private static final PlainValues PLAIN = new PlainValues(100);

    private final Random random = new Random(20261122);

    /** One whose text is not its name, and whose constants are no instances of the class itself. */
    private enum Stage {
        PROPOSED {
            @Override
            public String toString() {
                return "proposed to the board";
            }
        },
        ACTIVE
    }

    @Test
    void everyTypeOfTheJdkReadsBack() {
        Map<Class<?>, Supplier<Object>> types = types();
        types.forEach((type, values) -> {
            for (int i = 0; i < 1_000; i++) {
                Object value = values.get();
                assertThat(readBack(type, value))
                        .as(type + " from " + line(value))
                        .isEqualTo(value);
            }
        });
    }

    private Map<Class<?>, Supplier<Object>> types() {
        Map<Class<?>, Supplier<Object>> types = new HashMap<>(times());
        types.put(String.class, () -> Long.toString(random.nextLong(), 36) + (char) random.nextInt(0xD800));
        types.put(Character.class, () -> (char) random.nextInt(1 << 16));
        types.put(Boolean.class, random::nextBoolean);
        types.put(Long.class, () -> random.nextLong() >> random.nextInt(64));
        types.put(Integer.class, () -> random.nextInt() >> random.nextInt(32));
        types.put(Short.class, () -> (short) random.nextInt());
        types.put(Byte.class, () -> (byte) random.nextInt());
        types.put(BigInteger.class, () -> new BigInteger(random.nextInt(200), random));
        types.put(
                BigDecimal.class,
                () -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(60) - 20));
        types.put(Double.class, this::anyDouble);
        types.put(Float.class, this::anyFloat);
        types.put(UUID.class, () -> new UUID(random.nextLong(), random.nextLong()));
        types.put(Stage.class, () -> Stage.values()[random.nextInt(2)]);
        types.put(Currency.class, () -> Currency.getInstance("EUR"));
        types.put(
                Locale.class,
                () -> List.of(Locale.US, Locale.GERMAN, Locale.ROOT).get(random.nextInt(3)));
        return types;
    }

    private Map<Class<?>, Supplier<Object>> times() {
        Map<Class<?>, Supplier<Object>> times = new HashMap<>();
        times.put(Instant.class, this::anyInstant);
        times.put(LocalDate.class, this::anyDate);
        times.put(LocalTime.class, this::anyTime);
        times.put(LocalDateTime.class, () -> anyDate().atTime(anyTime()));
        times.put(OffsetDateTime.class, () -> anyDate().atTime(anyTime()).atOffset(anyOffset()));
        times.put(OffsetTime.class, () -> anyTime().atOffset(anyOffset()));
        times.put(
                ZonedDateTime.class,
                () -> anyInstant().atZone(random.nextBoolean() ? ZoneId.of("Europe/Berlin") : anyOffset()));
        times.put(Year.class, () -> Year.of(random.nextInt(20_000) - 5_000));
        times.put(YearMonth.class, () -> YearMonth.of(random.nextInt(10_000), 1 + random.nextInt(12)));
        times.put(MonthDay.class, () -> MonthDay.of(2, 1 + random.nextInt(29)));
        times.put(DayOfWeek.class, () -> DayOfWeek.of(1 + random.nextInt(7)));
        times.put(Duration.class, () -> Duration.ofSeconds(random.nextLong() >> 20, random.nextInt()));
        times.put(Period.class, () -> Period.of(random.nextInt(), random.nextInt(), random.nextInt()));
        times.put(ZoneOffset.class, this::anyOffset);
        times.put(ZoneId.class, () -> ZoneId.of("Asia/Kathmandu"));
        times.put(TimeZone.class, () -> TimeZone.getTimeZone("America/Denver"));
        times.put(Date.class, () -> Date.from(Instant.ofEpochMilli(random.nextLong() >> 18)));
        times.put(java.sql.Date.class, () -> java.sql.Date.valueOf(anyDate().withYear(1 + random.nextInt(3_000))));
        times.put(Time.class, () -> Time.valueOf(anyTime().withNano(0)));
        times.put(Timestamp.class, () -> Timestamp.from(anyInstant()));
        times.put(Calendar.class, () -> {
            Calendar calendar = new GregorianCalendar();
            calendar.setTimeInMillis(random.nextLong() >> 18);
            return calendar;
        });
        return times;
    }

    private Instant anyInstant() {
        return Instant.ofEpochSecond(random.nextLong() >> 26, anyNanos());
    }

    private LocalDate anyDate() {
        return LocalDate.of(random.nextInt(12_000) - 1_000, 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private LocalTime anyTime() {
        return LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(2), anyNanos());
    }

    private int anyNanos() {
        int[] steps = {1, 1_000, 1_000_000, 1_000_000_000};
        int step = steps[random.nextInt(4)];
        return random.nextInt(1_000_000_000) / step * step;
    }

    private ZoneOffset anyOffset() {
        return ZoneOffset.ofTotalSeconds((random.nextInt(36) - 18) * 3_600 + (random.nextBoolean() ? 0 : 90));
    }

    /** JSON has no minus before nothing. */
    private double anyDouble() {
        double[] values = {random.nextLong(), random.nextDouble(), Double.longBitsToDouble(random.nextLong()), 0.1, 1e22
        };
        return values[random.nextInt(values.length)];
    }

    private float anyFloat() {
        float[] values = {random.nextInt(), random.nextFloat(), Float.intBitsToFloat(random.nextInt()), 0.1f, 1e10f};
        return values[random.nextInt(values.length)];
    }

    @Test
    void numbersAtTheirLimitsReadBack() {
        for (double value : new double[] {
            Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 2e-3
        }) {
            assertThat(readBack(Double.class, value)).isEqualTo(value);
            assertThat(readBack(double.class, Math.nextUp(value))).isEqualTo(Math.nextUp(value));
        }
        for (float value : new float[] {Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThat(readBack(float.class, value)).isEqualTo(value);
        }
        assertThat(readBack(BigDecimal.class, new BigDecimal("1E+1000000000")))
                .isEqualTo(new BigDecimal("1E+1000000000"));
        assertThat(readBack(BigDecimal.class, new BigDecimal("5"))).isEqualTo(new BigDecimal("5"));
        assertThat(readBack(Long.class, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whatIsNoValueOfItsTypeStaysAsItStands() {
        List<Object> strangers = List.of(
                "[masked]",
                "",
                "abc",
                "1-1-1-1-1",
                "2026-02-30",
                "RETIRED",
                7L,
                -1L,
                1L << 40,
                new BigDecimal("1E+1000000000"),
                new BigDecimal("0.12345678901234567890123456789"),
                new BigDecimal("1E-1000"),
                true,
                List.of("a", 1L),
                Map.of("error", "java.lang.IllegalStateException"),
                Map.of("unread", "not loaded"),
                Map.of("length", 9_000L, "sha256", "00", "head", "aaa"));
        for (Class<?> type : types().keySet()) {
            for (Object stranger : strangers) {
                Object typed = LineTypes.of(type).of(stranger);
                if (!isSame(typed, stranger)) {
                    assertThat(typed).as(stranger + " as " + type).isInstanceOf(type);
                    assertThat(text(typed)).isEqualTo(text(stranger));
                }
            }
        }
        assertThat(LineTypes.of(Stage.class).of(7L)).isEqualTo(7L);
        assertThat(LineTypes.of(byte[].class).of(Map.of("length", 1L))).isEqualTo(Map.of("length", 1L));
        assertThat(LineTypes.of(Thread.class).of("main")).isEqualTo("main");
        assertThat(LineTypes.of(Calendar.class).of("2026-11-22T10:00:00.000001Z"))
                .isEqualTo("2026-11-22T10:00:00.000001Z");
        assertThat(LineTypes.of(Time.class).of("10:00:00.5")).isEqualTo("10:00:00.5");
    }

    /** A number is the same in another notation, and as the text of it. */
    private static String text(@Nullable Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toString()
                : line(value).substring("{\"value\":".length()).replaceAll("[\"}]", "");
    }

    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        return a == null ? b == null : a.equals(b);
    }

    @Test
    void whatWasAnotherScalarOnceIsOneOfTheType() {
        assertThat(LineTypes.of(String.class).of(5L)).isEqualTo("5");
        assertThat(LineTypes.of(Integer.class).of("5")).isEqualTo(5);
        assertThat(LineTypes.of(Integer.class).of(new BigDecimal("5.00"))).isEqualTo(5);
        assertThat(LineTypes.of(BigDecimal.class).of(5L)).isEqualTo(new BigDecimal("5"));
        assertThat(LineTypes.of(Stage.class).of(1L)).isEqualTo(Stage.ACTIVE);
        assertThat(LineTypes.of(Date.class).of("2026-11-22T10:00:00.000001Z"))
                .isEqualTo(Timestamp.from(Instant.parse("2026-11-22T10:00:00.000001Z")));
    }

    @Test
    void partsElementsAndEntriesEachHaveTheirType() {
        LineType parts = LineTypes.parts(Map.of("day", LineTypes.of(LocalDate.class)));
        Map<String, @Nullable Object> embedded = new HashMap<>();
        embedded.put("day", "2026-11-22");
        embedded.put("gone", "2026-11-22");
        Map<String, @Nullable Object> expected = new HashMap<>(embedded);
        expected.put("day", LocalDate.of(2026, 11, 22));
        assertThat(parts.of(embedded)).isEqualTo(expected);

        assertThat(LineTypes.list(LineTypes.of(Integer.class)).of(Arrays.asList(1L, null, "x")))
                .isEqualTo(Arrays.asList(1, null, "x"));
        assertThat(LineTypes.list(LineTypes.of(Integer.class)).of("[masked]")).isEqualTo("[masked]");

        LineType entries = LineTypes.entries(LineTypes.of(LocalDate.class), LineTypes.of(Stage.class));
        assertThat(entries.of(List.of(Elements.entry("2026-11-22", "ACTIVE"), Elements.entry("?", "?"), "?")))
                .isEqualTo(List.of(
                        Elements.entry(LocalDate.of(2026, 11, 22), Stage.ACTIVE), Elements.entry("?", "?"), "?"));
    }

    @Test
    void anArrayIsTheListOfItsElements() {
        assertThat(readBack(int[].class, new int[] {1, 2})).isEqualTo(List.of(1, 2));
        assertThat(readBack(LocalDate[].class, new @Nullable LocalDate[] {LocalDate.EPOCH, null}))
                .isEqualTo(Arrays.asList(LocalDate.EPOCH, null));
        assertThat(readBack(char[].class, new char[] {'a', 'b'})).isEqualTo("ab");
    }

    @Test
    void aKeyKeepsItsText() {
        LineType entries = LineTypes.entries(LineTypes.of(Stage.class), LineType.AS_IT_STANDS);
        assertThat(entries.of(List.of(Elements.entry("ACTIVE", 1L), Elements.entry("PROPOSED", 2L))))
                .isEqualTo(List.of(Elements.entry(Stage.ACTIVE, 1L), Elements.entry("PROPOSED", 2L)));
    }

    @Test
    void aDocumentMayBeAText() {
        LineType document = LineTypes.document();
        assertThat(document.of("{\"a\":[1,2.50]}")).isEqualTo(Map.of("a", List.of(1L, new BigDecimal("2.50"))));
        assertThat(document.of("[1")).isEqualTo("[1");
        assertThat(document.of("1")).isEqualTo("1");
        assertThat(document.of(Map.of("a", "2026-11-22"))).isEqualTo(Map.of("a", "2026-11-22"));
    }

    @Test
    void whatIsConvertedIsWhatTheApplicationMakesOfIt() {
        LineType tens = LineTypes.converted(Integer.class, number -> Stage.values()[(Integer) number / 10]);
        assertThat(tens.of(10L)).isEqualTo(Stage.ACTIVE);
        assertThat(tens.of(70L)).isEqualTo(70L);
        assertThat(tens.of("[masked]")).isEqualTo("[masked]");
        assertThat(LineTypes.converted(Integer.class, number -> {
                            throw new StackOverflowError();
                        })
                        .of(10L))
                .isEqualTo(10L);
        assertThat(LineTypes.converted(Integer.class, number -> null).of(10L)).isEqualTo(10L);
    }

    private static @Nullable Object readBack(Class<?> type, Object value) {
        byte[] line = LineEncoder.json(Map.of("value", Objects.requireNonNull(plain(value))));
        try {
            return LineTypes.of(type).of(Json.object(line, 0, line.length).get("value"));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of what it has no other text for, Hibernate writes its own. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof TimeZone zone ? zone.getID() : PLAIN.plain(value);
    }

    private static String line(@Nullable Object value) {
        Map<String, @Nullable Object> whole = new HashMap<>();
        whole.put("value", plain(value));
        return new String(LineEncoder.json(whole), StandardCharsets.UTF_8);
    }
}
