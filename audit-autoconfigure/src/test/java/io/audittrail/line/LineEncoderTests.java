package io.audittrail.line;

import static io.audittrail.line.Records.set;
import static io.audittrail.line.Records.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEncoderTests {

    @Test
    void theExampleOfTheDesignComesOutByteForByte() {
        assertThat(Records.sealed("sam-web-1", Records.example()))
                .containsExactly("{\"v\":1,\"@timestamp\":\"2026-11-20T22:05:31.123456Z\",\"stream\":\"sam-web-1\","
                        + "\"tx\":\"01999f3c-4e7a-7abc-8def-0123456789ab\",\"n\":1,\"of\":1,\"unit\":\"sam\","
                        + "\"actor\":\"bob\",\"action\":\"UPDATE\",\"entity\":\"Project\",\"entityId\":1234,"
                        + "\"label\":\"NCAR0001\",\"changes\":{\"title\":{\"old\":\"Old\",\"new\":\"New\"}},"
                        + "\"context\":{\"request\":\"PUT /projects/NCAR0001\",\"ip\":\"192.0.2.7\","
                        + "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"reason\":\"ticket 123\"},"
                        + "\"seq\":1,\"hash\":\"6cdc452b61adf586d86276001e380a78b31fd927959c25a2f1e9c3e27f205d6f\"}");
    }

    @Test
    void anUpdateWithoutContextTakesAtMost420Bytes() {
        ChangeSet example = Records.example();
        ChangeSet withoutContext =
                new ChangeSet(example.tx(), example.timestamp(), example.unit(), example.records(), Map.of());

        String line = Records.sealed("sam-web-1", withoutContext).get(0) + "\n";

        assertThat(line).hasSizeLessThanOrEqualTo(420);
    }

    @Test
    void recordsOfOneTransactionAreNumbered() {
        assertThat(Records.sealed("s", set(update(1, new Change("a", 1, 2)), update(2, new Change("a", 1, 2)))))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"n\":1,\"of\":2,"),
                        second -> assertThat(second).contains("\"n\":2,\"of\":2,"));
    }

    @Test
    void contextIsLeftOutWhenThereIsNothingToSay() {
        assertThat(line(update(1, new Change("a", 1, 2)))).doesNotContain("context");
    }

    @Test
    void theKindOfAnActorIsShownUnlessItIsAUser() {
        assertThat(line(by(Actor.user("system")))).contains("\"actor\":\"system\",\"action\"");
        assertThat(line(by(Actor.SYSTEM))).contains("\"actor\":\"system\",\"actorKind\":\"system\",\"action\"");
        assertThat(line(by(Actor.job("import").via("admin"))))
                .contains("\"actor\":\"import\",\"actorKind\":\"job\",\"via\":\"admin\",\"action\"");
    }

    @Test
    void aReasonInTheContextGivesWayToTheReasonOfTheRecord() {
        ChangeRecord because =
                new ChangeRecord(Operation.UPDATE, new EntityRef("P", 1), null, Actor.SYSTEM, "mine", List.of());
        ChangeRecord without =
                new ChangeRecord(Operation.UPDATE, new EntityRef("P", 1), null, Actor.SYSTEM, null, List.of());
        Map<String, Object> context = Map.of("reason", "theirs");

        assertThat(line(new ChangeSet(Records.TX, Records.AT, "sam", List.of(because), context)))
                .contains("\"context\":{\"reason\":\"mine\"},\"seq\"");
        assertThat(line(new ChangeSet(Records.TX, Records.AT, "sam", List.of(without), context)))
                .contains("\"context\":{\"reason\":\"theirs\"},\"seq\"");
    }

    @Test
    void everyDecimalIsWrittenAsItsOwnTextSaysIt() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(30) - 4);
            assertThat(value(decimal)).isEqualTo(decimal.toString());
        }
        for (String exact :
                List.of("0", "0.00", "-0.5", "0.000001", "0.0000001", "999999999999999999", "0E-7", "-1E-7")) {
            assertThat(value(new BigDecimal(exact))).isEqualTo(new BigDecimal(exact).toString());
        }
    }

    @Test
    void everyTimeIsWrittenAsItsOwnTextSaysIt() {
        Random random = new Random(42);
        int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 20_000; i++) {
            int unit = units[random.nextInt(units.length)];
            int nanos = random.nextInt(1_000_000_000) / unit * unit;
            long second = -62_300_000_000L + (long) (random.nextDouble() * 315_800_000_000L);
            long step = random.nextBoolean() ? 1 : 60;
            LocalDateTime time = LocalDateTime.ofEpochSecond(second / step * step, nanos, ZoneOffset.UTC);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(2 * 64_800) - 64_800);
            for (Object value : List.of(
                    time,
                    time.toLocalDate(),
                    time.toLocalTime(),
                    time.toInstant(ZoneOffset.UTC),
                    time.atOffset(ZoneOffset.UTC),
                    time.atOffset(offset),
                    time.atZone(offset))) {
                assertThat(value(value)).isEqualTo('"' + value.toString() + '"');
            }
        }
        assertThat(value(Instant.MAX)).isEqualTo('"' + Instant.MAX.toString() + '"');
        assertThat(value(LocalDateTime.MIN)).isEqualTo('"' + LocalDateTime.MIN.toString() + '"');
    }

    @Test
    void everyDoubleReadsBackAsItselfFromNoMoreThanItsOwnText() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            double typed = BigDecimal.valueOf(random.nextInt(2_000_000_000) - 1_000_000_000, random.nextInt(12))
                    .doubleValue();
            double any = Double.longBitsToDouble(random.nextLong());
            for (double value : new double[] {typed, any, random.nextGaussian(), Math.nextUp(typed)}) {
                if (Double.isFinite(value)) {
                    assertThat(Double.parseDouble(value(value))).isEqualTo(value);
                    assertThat(value(value).length())
                            .isLessThanOrEqualTo(Double.toString(value).length());
                }
            }
        }
        for (String exact : List.of("0.0", "-0.0", "0.1", "-2.5", "1234.56", "9999999.0", "0.001", "1.0E7", "9.9E-4")) {
            assertThat(value(Double.valueOf(exact))).isEqualTo(exact);
        }
    }

    @Test
    void linesThatAreUsedAgainHaveTheirOwnTime() {
        LineEncoder encoder = new LineEncoder("sam-web-1");
        Lines lines = new Lines(16);
        for (Instant at : List.of(
                Records.AT,
                Records.AT.plusNanos(7_000),
                Records.AT.plusSeconds(1),
                Records.AT,
                Instant.EPOCH.plusNanos(1_000),
                Records.AT.minusSeconds(86_400))) {
            encoder.encode(new ChangeSet(Records.TX, at, "sam", List.of(update(1), update(2)), Map.of()), lines);
            assertThat(lines.buffer().toString().split("\\{\"v\":1,\"@timestamp\":\"" + at, -1))
                    .hasSize(3);
        }
    }

    @Test
    void valuesKeepTheirKind() {
        Map<String, Object> embeddable = new LinkedHashMap<>();
        embeddable.put("city", "Boulder");
        embeddable.put("zip", null);
        assertThat(value(null)).isEqualTo("null");
        assertThat(value(true)).isEqualTo("true");
        assertThat(value(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(value(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(value(-7)).isEqualTo("-7");
        assertThat(value(new BigInteger("123456789012345678901234567890"))).isEqualTo("123456789012345678901234567890");
        assertThat(value(new BigDecimal("1.00"))).isEqualTo("1.00");
        assertThat(value(new BigDecimal("1E+1000000"))).isEqualTo("1E+1000000");
        assertThat(value(0.1)).isEqualTo("0.1");
        assertThat(value(0.1f)).isEqualTo("0.1");
        assertThat(value(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(value(Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(value('x')).isEqualTo("\"x\"");
        assertThat(value(Records.TX)).isEqualTo("\"01999f3c-4e7a-7abc-8def-0123456789ab\"");
        assertThat(value(LocalDate.of(2026, 2, 28))).isEqualTo("\"2026-02-28\"");
        assertThat(value(LocalDate.of(-5, 2, 28))).isEqualTo("\"-0005-02-28\"");
        assertThat(value(LocalDateTime.of(2026, 1, 2, 3, 4))).isEqualTo("\"2026-01-02T03:04\"");
        assertThat(value(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(value(embeddable)).isEqualTo("{\"city\":\"Boulder\",\"zip\":null}");
        assertThat(value(List.of(1, "a", List.of()))).isEqualTo("[1,\"a\",[]]");
        assertThat(value(Map.of(7, "seven"))).isEqualTo("{\"7\":\"seven\"}");
        assertThat(value(Hidden.MASKED)).isEqualTo("\"[masked]\"");
        assertThat(value(Hidden.unreadable(new IllegalStateException())))
                .isEqualTo("{\"error\":\"java.lang.IllegalStateException\"}");
    }

    @Test
    void aValueThatThrowsIsReplacedAndNothingElseIsLost() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new UnsupportedOperationException("no");
            }
        };
        Object worse = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError();
            }
        };

        assertThat(value(List.of("before", broken, worse, Map.of("in", broken), "after")))
                .isEqualTo("[\"before\",{\"error\":\"java.lang.UnsupportedOperationException\"},"
                        + "{\"error\":\"java.lang.StackOverflowError\"},"
                        + "{\"in\":{\"error\":\"java.lang.UnsupportedOperationException\"}},\"after\"]");
    }

    @Test
    void nothingIsLeftOfAValueThatThrowsHalfWay() {
        Map<String, Object> halfWay = new LinkedHashMap<>(Map.of("a", List.of(1))) {
            @Override
            public void forEach(BiConsumer<? super String, ? super Object> action) {
                super.forEach(action);
                throw new IllegalStateException();
            }
        };

        assertThat(value(List.of(1, halfWay, Map.of("b", 2))))
                .isEqualTo("[1,{\"error\":\"" + IllegalStateException.class.getName() + "\"},{\"b\":2}]");
    }

    @Test
    void whatContainsItselfEnds() {
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThat(value(cycle)).contains("{\"error\":\"nested too deep\"}").hasSizeLessThan(1000);
        assertThat(value(list)).contains("{\"error\":\"nested too deep\"}").hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                0, '\n', '\r', '\t', 0x1B, 0x7F, 0x80, 0x9B, 0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202E, 0x2066, 0x2069, 0xD800, 0xDFFF
            })
    void whatCouldDeceiveAReaderIsEscapedEverywhere(char hostile) {
        String name = "a" + hostile + "b";
        String escaped = String.format("a\\u%04xb", (int) hostile);
        ChangeRecord record = new ChangeRecord(
                Operation.UPDATE,
                new EntityRef(name, name),
                name,
                Actor.user(name).via(name),
                name,
                List.of(new Change(name, name, Map.of(name, name))));
        ChangeSet set = new ChangeSet(Records.TX, Records.AT, name, List.of(record), Map.of(name, name));

        String line = line(set);

        assertThat(line).doesNotContain(name);
        assertThat(line.split(Pattern.quote(escaped), -1)).hasSize(14);
    }

    @Test
    void timestampsAreUtcWithSixDecimalsInEveryYear() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochSecond(
                    -62_167_219_200L + (long) (random.nextDouble() * 315_569_519_999L), random.nextInt(1_000_000_000));
            String expected = String.format(
                    "%s.%06dZ",
                    LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC)
                            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")),
                    at.getNano() / 1000);
            assertThat(new LineBuffer(1).timestamp(at).toString()).isEqualTo(expected);
        }
        assertThat(new LineBuffer(1).timestamp(Instant.MAX).toString()).startsWith("9999-12-31T23:59:59.");
        assertThat(new LineBuffer(1).timestamp(Instant.MIN).toString()).startsWith("0000-01-01T00:00:00.");
    }

    @Test
    void encodingAndSealingAllocateNothing() {
        Map<String, Object> embeddable =
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("city", "x", "zip", 1)));
        ChangeSet set = new ChangeSet(
                Records.TX,
                Records.AT,
                "sam",
                List.of(
                        update(
                                1234L,
                                new Change("title", "Öld", "New \uD83D\uDE00 \n"),
                                new Change("count", 1, 200_000L),
                                new Change("key", UUID.randomUUID(), null),
                                new Change("amount", new BigDecimal("-1234.50"), new BigDecimal("0.07")),
                                new Change("ratio", 0.5, -12.125),
                                new Change("seen", Records.AT, LocalDateTime.of(2026, 1, 2, 3, 4)),
                                new Change("start", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1)),
                                new Change("secret", Hidden.MASKED, Hidden.MASKED),
                                new Change("address", embeddable, List.of(1, 2))),
                        Records.example().records().get(0)),
                Records.example().context());
        LineEncoder encoder = new LineEncoder("sam-web-1");
        LinesPool pool = new LinesPool();
        Chain chain = Chain.genesis("sam-web-1");
        LineBuffer out = new LineBuffer(8192);
        encodeAndSeal(20_000, set, encoder, pool, chain, out);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;

        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            encodeAndSeal(1_000, set, encoder, pool, chain, out);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least / 2_000).isZero();
    }

    private static void encodeAndSeal(
            int times, ChangeSet set, LineEncoder encoder, LinesPool pool, Chain chain, LineBuffer out) {
        for (int i = 0; i < times; i++) {
            Lines lines = pool.take();
            encoder.encode(set, lines);
            out.cut(0);
            for (int n = 0; n < lines.count(); n++) {
                int start = out.length();
                out.append(lines.buffer().array(), lines.start(n), lines.end(n));
                chain.seal(out, start);
            }
            chain.keep();
            pool.giveBack(lines);
        }
    }

    private static ChangeRecord by(Actor actor) {
        return new ChangeRecord(Operation.UPDATE, new EntityRef("P", 1), null, actor, null, List.of());
    }

    private static String value(@Nullable Object value) {
        LineBuffer out = new LineBuffer(1);
        new ValueWriter(out, false).value(value);
        return out.toString();
    }

    private static String line(ChangeRecord record) {
        return line(set(record));
    }

    private static String line(ChangeSet set) {
        return Records.sealed("s", set).get(0);
    }
}
