package io.audittrail.zoo;

import io.audittrail.Masked;
import io.audittrail.Unaudited;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Id;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.TrueFalseConverter;
import org.hibernate.type.YesNoConverter;
import org.jspecify.annotations.NullUnmarked;

/** Attributes of one column. */
@NullUnmarked
@SuppressWarnings("JavaUtilDate") // applications have them
final class BasicShapes {

    private BasicShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("integers", Integers.class)
                        .then(
                                em -> em.persist(new Integers()),
                                "CREATE Integers 1 {b: 1, s: 2, i: 3, l: 9007199254740993, wrapped: null,"
                                        + " big: 12345678901234567890123}")
                        .then(
                                em -> {
                                    Integers found = em.find(Integers.class, 1L);
                                    found.i = -3;
                                    found.wrapped = 0;
                                },
                                "UPDATE Integers 1 {i: [3, -3], wrapped: [null, 0]}")
                        .then(
                                em -> em.remove(em.find(Integers.class, 1L)),
                                "DELETE Integers 1 {b: 1, s: 2, i: -3, l: 9007199254740993, wrapped: 0,"
                                        + " big: 12345678901234567890123}"),
                Shape.of("decimals", Decimals.class)
                        .then(
                                em -> em.persist(new Decimals()),
                                "CREATE Decimals 1 {amount: 1.50, single: 0.5, dual: 1.0E10}")
                        .then(
                                em -> em.find(Decimals.class, 1L).amount = new BigDecimal("2.25"),
                                "UPDATE Decimals 1 {amount: [1.50, 2.25]}")
                        .then(em -> em.find(Decimals.class, 1L).amount = new BigDecimal("2.250"))
                        .then(
                                em -> em.remove(em.find(Decimals.class, 1L)),
                                "DELETE Decimals 1 {amount: 2.25, single: 0.5, dual: 1.0E10}"),
                Shape.of("booleans", Booleans.class)
                        .then(
                                em -> em.persist(new Booleans()),
                                "CREATE Booleans 1 {plain: true, wrapped: null, yes: true, truth: false}")
                        .then(
                                em -> {
                                    Booleans found = em.find(Booleans.class, 1L);
                                    found.wrapped = false;
                                    found.yes = false;
                                    found.truth = null;
                                },
                                "UPDATE Booleans 1 {wrapped: [null, false], yes: [true, false], truth: [false, null]}")
                        .then(
                                em -> em.remove(em.find(Booleans.class, 1L)),
                                "DELETE Booleans 1 {plain: true, wrapped: false, yes: false, truth: null}"),
                Shape.of("texts", Texts.class)
                        .then(
                                em -> em.persist(new Texts()),
                                "CREATE Texts 1 {text: 'one', letter: 'c', longer: 'ein\\nzwei', letters: 'xyz'}")
                        .then(
                                em -> {
                                    Texts found = em.find(Texts.class, 1L);
                                    found.text = "";
                                    found.longer = null;
                                },
                                "UPDATE Texts 1 {text: ['one', ''], longer: ['ein\\nzwei', null]}")
                        .then(
                                em -> em.remove(em.find(Texts.class, 1L)),
                                "DELETE Texts 1 {text: '', letter: 'c', longer: null, letters: 'xyz'}"),
                Shape.of("bytes", Bytes.class)
                        .then(
                                em -> em.persist(new Bytes()),
                                "CREATE Bytes 1 {content: {length: 3, head: 'AQID',"
                                        + " sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'}}")
                        .then(em -> em.find(Bytes.class, 1L).content = new byte[] {1, 2, 3})
                        .then(
                                em -> em.find(Bytes.class, 1L).content = null,
                                "UPDATE Bytes 1 {content: [{length: 3, head: 'AQID',"
                                        + " sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'},"
                                        + " null]}")
                        .then(em -> em.remove(em.find(Bytes.class, 1L)), "DELETE Bytes 1 {content: null}"),
                Shape.of("times", Times.class)
                        .then(
                                em -> em.persist(new Times()),
                                "CREATE Times 1 {day: '2026-01-02', time: '03:04:05', both: '2026-01-02T03:04:05',"
                                        + " instant: '2026-01-02T03:04:05.123456Z', offset: '2026-01-02T03:04:05Z',"
                                        + " zoned: '2026-01-02T03:04:05Z', lasting: 'PT3S', year: '2026',"
                                        + " zone: 'Europe/Vienna'}")
                        .then(
                                em -> {
                                    Times found = em.find(Times.class, 1L);
                                    found.day = LocalDate.of(1582, 10, 15);
                                    found.lasting = Duration.ofDays(1);
                                },
                                "UPDATE Times 1 {day: ['2026-01-02', '1582-10-15'], lasting: ['PT3S', 'PT24H']}")
                        .then(
                                em -> em.remove(em.find(Times.class, 1L)),
                                "DELETE Times 1 {day: '1582-10-15', time: '03:04:05', both: '2026-01-02T03:04:05',"
                                        + " instant: '2026-01-02T03:04:05.123456Z', offset: '?', zoned: '?',"
                                        + " lasting: 'PT24H', year: '2026', zone: 'Europe/Vienna'}"),
                Shape.of("times with the offset in a column of its own", Offsets.class)
                        .then(em -> em.persist(new Offsets()), "CREATE Offsets 1 {at: '2026-01-02T03:04:05+02:00'}")
                        .then(
                                em -> em.find(Offsets.class, 1L).at = OffsetDateTime.parse("2026-01-02T03:04:05+03:00"),
                                "UPDATE Offsets 1 {at: ['2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05+03:00']}")
                        .then(
                                em -> em.remove(em.find(Offsets.class, 1L)),
                                "DELETE Offsets 1 {at: '2026-01-02T03:04:05+03:00'}"),
                Shape.of("dates of old", OldDates.class)
                        .then(
                                em -> em.persist(new OldDates()),
                                "CREATE OldDates 1 {stamp: '1970-01-01T00:00:01Z', sql: '1970-01-02'}")
                        .then(
                                em -> em.find(OldDates.class, 1L).stamp.setTime(2_000),
                                "UPDATE OldDates 1 {stamp: ['?', '1970-01-01T00:00:02Z']}")
                        .then(
                                em -> em.remove(em.find(OldDates.class, 1L)),
                                "DELETE OldDates 1 {stamp: '?', sql: '1970-01-02'}"),
                Shape.of("UUIDs", Uuids.class)
                        .then(
                                em -> em.persist(new Uuids()),
                                "CREATE Uuids '00000000-0000-0001-0000-000000000002' {other: null}")
                        .then(
                                em -> em.find(Uuids.class, new UUID(1, 2)).other = new UUID(3, 4),
                                "UPDATE Uuids '00000000-0000-0001-0000-000000000002'"
                                        + " {other: [null, '00000000-0000-0003-0000-000000000004']}")
                        .then(
                                em -> em.remove(em.find(Uuids.class, new UUID(1, 2))),
                                "DELETE Uuids '00000000-0000-0001-0000-000000000002'"
                                        + " {other: '00000000-0000-0003-0000-000000000004'}"),
                Shape.of("enums", Enums.class)
                        .then(
                                em -> em.persist(new Enums()),
                                "CREATE Enums 1 {named: 'RED', numbered: 'GREEN', valued: 'SMALL'}")
                        .then(
                                em -> {
                                    Enums found = em.find(Enums.class, 1L);
                                    found.named = Color.GREEN;
                                    found.numbered = Color.RED;
                                    found.valued = Size.LARGE;
                                },
                                "UPDATE Enums 1 {named: ['RED', 'GREEN'], numbered: ['GREEN', 'RED'],"
                                        + " valued: ['SMALL', 'LARGE']}")
                        .then(
                                em -> em.remove(em.find(Enums.class, 1L)),
                                "DELETE Enums 1 {named: 'GREEN', numbered: 'RED', valued: 'LARGE'}"),
                Shape.of("converted", Converted.class)
                        .then(em -> em.persist(new Converted()), "CREATE Converted 1 {range: '1..2', link: 'x:y'}")
                        .then(
                                em -> em.find(Converted.class, 1L).range = new Range(1, 3),
                                "UPDATE Converted 1 {range: ['1..2', '1..3']}")
                        .then(
                                em -> em.remove(em.find(Converted.class, 1L)),
                                "DELETE Converted 1 {range: '1..3', link: 'x:y'}"),
                Shape.of("JSON", Documents.class)
                        .then(
                                em -> em.persist(new Documents()),
                                "CREATE Documents 1 {map: {a: 1, b: ['x']}, embedded: {name: 'part', size: 1}}")
                        .then(
                                em -> em.find(Documents.class, 1L).map = Map.of("a", 2),
                                "UPDATE Documents 1 {map: [{a: 1, b: ['x']}, {a: 2}]}")
                        .then(
                                em -> em.remove(em.find(Documents.class, 1L)),
                                "DELETE Documents 1 {map: {a: 2}, embedded: {name: 'part', size: 1}}"),
                Shape.of("arrays", Arrays.class)
                        .then(
                                em -> em.persist(new Arrays()),
                                "CREATE Arrays 1 {numbers: [1, 2], words: ['a', null], list: ['x', 'y']}")
                        .then(
                                em -> em.find(Arrays.class, 1L).numbers = new int[] {2, 1},
                                "UPDATE Arrays 1 {numbers: [[1, 2], [2, 1]]}")
                        .then(
                                em -> em.find(Arrays.class, 1L).words[1] = "b",
                                "UPDATE Arrays 1 {words: [['a', null], ['a', 'b']]}")
                        .then(
                                em -> em.remove(em.find(Arrays.class, 1L)),
                                "DELETE Arrays 1 {numbers: [2, 1], words: ['a', 'b'], list: ['x', 'y']}"),
                Shape.of("types of the JDK", OfTheJdk.class)
                        .then(
                                em -> em.persist(new OfTheJdk()),
                                "CREATE OfTheJdk 1 {currency: 'EUR', locale: 'de_AT', url: 'http://localhost/a',"
                                        + " type: 'java.lang.String'}")
                        .then(
                                em -> em.find(OfTheJdk.class, 1L).currency = Currency.getInstance("USD"),
                                "UPDATE OfTheJdk 1 {currency: ['EUR', 'USD']}")
                        .then(
                                em -> em.remove(em.find(OfTheJdk.class, 1L)),
                                "DELETE OfTheJdk 1 {currency: 'USD', locale: 'de_AT', url: 'http://localhost/a',"
                                        + " type: 'java.lang.String'}"),
                Shape.of("serialized", Serialized.class)
                        .then(
                                em -> em.persist(new Serialized()),
                                "CREATE Serialized 1 {content: {length: '?', sha256: '?', head: '?'}}")
                        .then(
                                em -> em.find(Serialized.class, 1L).content = new Content("new"),
                                "UPDATE Serialized 1 {content: [{length: '?', sha256: '?', head: '?'},"
                                        + " {length: '?', sha256: '?', head: '?'}]}")
                        .then(
                                em -> em.remove(em.find(Serialized.class, 1L)),
                                "DELETE Serialized 1 {content: {length: '?', sha256: '?', head: '?'}}"),
                Shape.of("secrets", Secrets.class)
                        .then(
                                em -> em.persist(new Secrets()),
                                "CREATE Secrets 1 {nickname: ['[masked]', '[masked]'], password: ['[masked]',"
                                        + " '[masked]'], shown: 'yes'}")
                        .then(
                                em -> em.find(Secrets.class, 1L).password = "other",
                                "UPDATE Secrets 1 {password: ['[masked]', '[masked]']}")
                        .then(em -> em.find(Secrets.class, 1L).hidden = "other")
                        .then(
                                em -> em.remove(em.find(Secrets.class, 1L)),
                                "DELETE Secrets 1 {nickname: ['[masked]', '[masked]'], password: ['[masked]',"
                                        + " '[masked]'], shown: 'yes'}"));
    }

    @Entity(name = "Integers")
    static class Integers {
        @Id
        Long id = 1L;

        byte b = 1;
        short s = 2;
        int i = 3;
        long l = 9_007_199_254_740_993L;
        Integer wrapped;

        @Column(precision = 30)
        BigInteger big = new BigInteger("12345678901234567890123");
    }

    @Entity(name = "Decimals")
    static class Decimals {
        @Id
        Long id = 1L;

        @Column(precision = 12, scale = 2)
        BigDecimal amount = new BigDecimal("1.50");

        float single = 0.5f;
        double dual = 1e10;
    }

    @Entity(name = "Booleans")
    static class Booleans {
        @Id
        Long id = 1L;

        boolean plain = true;
        Boolean wrapped;

        @Convert(converter = YesNoConverter.class)
        Boolean yes = true;

        @Convert(converter = TrueFalseConverter.class)
        Boolean truth = false;
    }

    @Entity(name = "Texts")
    static class Texts {
        @Id
        Long id = 1L;

        String text = "one";
        char letter = 'c';

        @Column(length = 40_000)
        String longer = "ein\nzwei";

        char[] letters = {'x', 'y', 'z'};
    }

    @Entity(name = "Bytes")
    static class Bytes {
        @Id
        Long id = 1L;

        byte[] content = {1, 2, 3};
    }

    @Entity(name = "Times")
    static class Times {
        @Id
        Long id = 1L;

        @Column(name = "on_day")
        LocalDate day = LocalDate.of(2026, 1, 2);

        @Column(name = "at_time")
        LocalTime time = LocalTime.of(3, 4, 5);

        @Column(name = "day_and_time")
        LocalDateTime both = LocalDateTime.of(day, time);

        Instant instant = Instant.parse("2026-01-02T03:04:05.123456Z");

        @Column(name = "with_offset")
        OffsetDateTime offset = OffsetDateTime.parse("2026-01-02T03:04:05Z");

        ZonedDateTime zoned = ZonedDateTime.parse("2026-01-02T03:04:05Z");
        Duration lasting = Duration.ofSeconds(3);

        @Column(name = "in_year")
        Year year = Year.of(2026);

        @Column(name = "in_zone")
        ZoneId zone = ZoneId.of("Europe/Vienna");
    }

    @Entity(name = "Offsets")
    static class Offsets {
        @Id
        Long id = 1L;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        @Column(name = "at_time")
        OffsetDateTime at = OffsetDateTime.parse("2026-01-02T03:04:05+02:00");
    }

    @Entity(name = "OldDates")
    static class OldDates {
        @Id
        Long id = 1L;

        Date stamp = new Date(1_000);

        java.sql.Date sql = java.sql.Date.valueOf("1970-01-02");
    }

    @Entity(name = "Uuids")
    static class Uuids {
        @Id
        UUID id = new UUID(1, 2);

        UUID other;
    }

    enum Color {
        RED,
        GREEN
    }

    enum Size {
        SMALL("s"),
        LARGE("l");

        @EnumeratedValue
        final String code;

        Size(String code) {
            this.code = code;
        }
    }

    @Entity(name = "Enums")
    static class Enums {
        @Id
        Long id = 1L;

        @Enumerated(EnumType.STRING)
        Color named = Color.RED;

        @Enumerated(EnumType.ORDINAL)
        Color numbered = Color.GREEN;

        @Enumerated(EnumType.STRING)
        Size valued = Size.SMALL;
    }

    record Range(int from, int to) {}

    static class RangeToText implements AttributeConverter<Range, String> {
        @Override
        public String convertToDatabaseColumn(Range range) {
            return range == null ? null : range.from() + ".." + range.to();
        }

        @Override
        public Range convertToEntityAttribute(String text) {
            if (text == null) {
                return null;
            }
            int dots = text.indexOf("..");
            return new Range(Integer.parseInt(text.substring(0, dots)), Integer.parseInt(text.substring(dots + 2)));
        }
    }

    static class UriToText implements AttributeConverter<URI, String> {
        @Override
        public String convertToDatabaseColumn(URI uri) {
            return uri == null ? null : uri.toString();
        }

        @Override
        public URI convertToEntityAttribute(String text) {
            return text == null ? null : URI.create(text);
        }
    }

    @Entity(name = "Converted")
    static class Converted {
        @Id
        Long id = 1L;

        @Convert(converter = RangeToText.class)
        @Column(name = "a_range")
        Range range = new Range(1, 2);

        @Convert(converter = UriToText.class)
        URI link = URI.create("x:y");
    }

    @Embeddable
    static class Part {
        String name = "part";
        int size = 1;
    }

    @Entity(name = "Documents")
    static class Documents {
        @Id
        Long id = 1L;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Object> map = new java.util.TreeMap<>(Map.of("a", 1, "b", List.of("x")));

        @JdbcTypeCode(SqlTypes.JSON)
        Part embedded = new Part();
    }

    @Entity(name = "Arrays")
    static class Arrays {
        @Id
        Long id = 1L;

        int[] numbers = {1, 2};
        String[] words = {"a", null};
        List<String> list = List.of("x", "y");
    }

    @Entity(name = "OfTheJdk")
    static class OfTheJdk {
        @Id
        Long id = 1L;

        Currency currency = Currency.getInstance("EUR");
        Locale locale = Locale.forLanguageTag("de-AT");
        URL url = url();
        Class<?> type = String.class;

        private static URL url() {
            try {
                return URI.create("http://localhost/a").toURL();
            } catch (java.net.MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    record Content(String text) implements Serializable {}

    @Entity(name = "Serialized")
    static class Serialized {
        @Id
        Long id = 1L;

        Content content = new Content("old");
    }

    @Entity(name = "Secrets")
    static class Secrets {
        @Id
        Long id = 1L;

        String shown = "yes";

        @Masked
        String nickname = "x";

        String password = "y";

        @Unaudited
        String hidden = "z";
    }
}
