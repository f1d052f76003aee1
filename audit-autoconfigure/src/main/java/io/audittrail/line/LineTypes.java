package io.audittrail.line;

import io.audittrail.Elements;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Time;
import java.sql.Timestamp;
import java.text.ParseException;
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
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types of values, by the Java types of an application. */
public final class LineTypes {

    /** What {@link Double#toString} and {@link Float#toString} write at most; some JDKs write one more than needed. */
    private static final int DOUBLE_DIGITS = 18;

    private static final int FLOAT_DIGITS = 10;
    private static final int UUID_LENGTH = 36;

    private static final Map<Class<?>, LineType> KNOWN = Map.ofEntries(
            Map.entry(String.class, LineTypes::string),
            Map.entry(Character.class, LineTypes::character),
            Map.entry(Long.class, LineTypes::whole),
            Map.entry(Integer.class, value -> Math.toIntExact(whole(value))),
            Map.entry(Short.class, value -> decimal(value).shortValueExact()),
            Map.entry(Byte.class, value -> decimal(value).byteValueExact()),
            Map.entry(BigInteger.class, LineTypes::bigInteger),
            Map.entry(BigDecimal.class, LineTypes::decimal),
            Map.entry(Double.class, LineTypes::doubleOf),
            Map.entry(Float.class, LineTypes::floatOf),
            Map.entry(UUID.class, ofText(LineTypes::uuid)),
            Map.entry(Instant.class, ofText(Instant::parse)),
            Map.entry(LocalDate.class, ofText(LocalDate::parse)),
            Map.entry(LocalTime.class, ofText(LocalTime::parse)),
            Map.entry(LocalDateTime.class, ofText(LocalDateTime::parse)),
            Map.entry(OffsetDateTime.class, ofText(OffsetDateTime::parse)),
            Map.entry(OffsetTime.class, ofText(OffsetTime::parse)),
            Map.entry(ZonedDateTime.class, ofText(ZonedDateTime::parse)),
            Map.entry(Year.class, value -> Year.of(Integer.parseInt(String.valueOf(value)))),
            Map.entry(YearMonth.class, ofText(YearMonth::parse)),
            Map.entry(MonthDay.class, ofText(MonthDay::parse)),
            Map.entry(Duration.class, ofText(Duration::parse)),
            Map.entry(Period.class, ofText(Period::parse)),
            Map.entry(ZoneOffset.class, ofText(ZoneOffset::of)),
            Map.entry(ZoneId.class, ofText(ZoneId::of)),
            Map.entry(TimeZone.class, ofText(LineTypes::timeZone)),
            Map.entry(Locale.class, ofText(LineTypes::locale)),
            Map.entry(Currency.class, ofText(Currency::getInstance)),
            Map.entry(Date.class, ofText(LineTypes::date)),
            Map.entry(java.sql.Date.class, ofText(LineTypes::date)),
            Map.entry(Time.class, ofText(LineTypes::date)),
            Map.entry(Timestamp.class, ofText(LineTypes::timestamp)),
            Map.entry(Calendar.class, ofText(LineTypes::calendar)),
            Map.entry(GregorianCalendar.class, ofText(LineTypes::calendar)));

    private LineTypes() {}

    /** Of a type that an attribute may have. An array is the list of its elements: that can be compared. */
    public static LineType of(Class<?> type) {
        if (type.isEnum()) {
            return constant(type.getEnumConstants());
        }
        if (type.isArray()) {
            return type == char[].class ? LineType.AS_IT_STANDS : list(of(type.getComponentType()));
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        return KNOWN.getOrDefault(boxed, LineType.AS_IT_STANDS);
    }

    /** Of a list, or what is one to JSON. */
    public static LineType list(LineType element) {
        return value -> value instanceof List<?> list ? list(list, element) : value;
    }

    /** Of a map whose entries stand in a list, see {@link Elements#entry}. */
    public static LineType entries(LineType key, LineType value) {
        return list(entry -> entry instanceof Map<?, ?> parts && parts.containsKey("key") && parts.containsKey("value")
                ? Elements.entry(key(key, parts.get("key")), value.of(parts.get("value")))
                : entry);
    }

    /** Of what has parts with names. */
    public static LineType parts(Map<String, LineType> types) {
        Map<String, LineType> known = Map.copyOf(types);
        return value -> value instanceof Map<?, ?> parts ? parts(parts, known) : value;
    }

    /** Of a document: it may stand in the line as its text. */
    public static LineType document() {
        return value ->
                value instanceof String text && (text.startsWith("{") || text.startsWith("[")) ? parsed(text) : value;
    }

    /**
     * Of an attribute whose converted value stands in the line.
     *
     * @param type of what it was converted to
     * @param back what makes the attribute's value of that; may throw
     */
    public static LineType converted(Class<?> type, Function<Object, @Nullable Object> back) {
        LineType written = of(type);
        return value -> {
            Object known = written.of(value);
            Object was = type.isInstance(known) ? converted(back, known) : null;
            return was == null ? value : was;
        };
    }

    /** What an application's code throws is its own affair. */
    private static @Nullable Object converted(Function<Object, @Nullable Object> back, Object value) {
        try {
            return back.apply(value);
        } catch (Throwable e) {
            return null;
        }
    }

    private static <T> LineType ofText(Function<String, T> parser) {
        return value -> value instanceof String text ? parser.apply(text) : value;
    }

    /** What was a number once may be a text now. */
    private static Object string(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : value;
    }

    private static Object character(Object value) {
        return value instanceof String text && text.length() == 1 ? text.charAt(0) : value;
    }

    /** A number, or the text of one, which it may have been once. */
    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof String text && text.length() <= Json.MAX_NUMBER) {
            return new BigDecimal(text);
        }
        throw new NumberFormatException("no number");
    }

    private static Long whole(Object value) {
        return value instanceof Long number ? number : (Long) decimal(value).longValueExact();
    }

    /** Not for each number that a few characters can name: 1E+1000000000 would fill the memory. */
    private static BigInteger bigInteger(Object value) {
        BigDecimal decimal = decimal(value);
        require((long) decimal.precision() - decimal.scale() <= Json.MAX_NUMBER);
        return decimal.toBigIntegerExact();
    }

    private static Object doubleOf(Object value) {
        if (value instanceof String text) {
            return notFinite(text);
        }
        BigDecimal decimal = decimal(value);
        double number = decimal.doubleValue();
        return holds(decimal, DOUBLE_DIGITS, number) ? number : value;
    }

    private static Object floatOf(Object value) {
        if (value instanceof String text) {
            return (float) notFinite(text);
        }
        BigDecimal decimal = decimal(value);
        float number = decimal.floatValue();
        return holds(decimal, FLOAT_DIGITS, number) ? number : value;
    }

    private static double notFinite(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException(text);
        };
    }

    /** Whether a floating-point number may be what was written as this decimal. */
    private static boolean holds(BigDecimal decimal, int digits, double number) {
        return decimal.precision() <= digits && Double.isFinite(number) && (number == 0) == (decimal.signum() == 0);
    }

    /** Also of short ones {@link UUID#fromString} makes something. */
    private static UUID uuid(String text) {
        require(text.length() == UUID_LENGTH && text.charAt(8) == '-' && text.charAt(13) == '-');
        require(text.charAt(18) == '-' && text.charAt(23) == '-');
        return UUID.fromString(text);
    }

    /** By its name, or by its place. */
    private static LineType constant(Object[] constants) {
        Map<String, Object> names = new HashMap<>();
        for (Object constant : constants) {
            names.put(((Enum<?>) constant).name(), constant);
        }
        return value -> value instanceof Long place
                ? constants[Math.toIntExact(place)]
                : names.getOrDefault(String.valueOf(value), value);
    }

    /** As {@link Locale#toString} writes it: other than a language tag. */
    private static Locale locale(String text) {
        String[] parts = text.split("_", 3);
        Locale.Builder locale = new Locale.Builder().setLanguage(parts[0]);
        locale.setRegion(parts.length > 1 ? parts[1] : "").setVariant(parts.length > 2 ? parts[2] : "");
        require(locale.build().toString().equals(text));
        return locale.build();
    }

    /** Of one that it does not know, the JDK makes another. */
    private static TimeZone timeZone(String text) {
        TimeZone zone = TimeZone.getTimeZone(text);
        require(zone.getID().equals(text));
        return zone;
    }

    /** A day, a time of day or a moment: an attribute may hold any of them, and shows by its text which it was. */
    private static Date date(String text) {
        if (text.indexOf('T') >= 0) {
            Instant at = Instant.parse(text);
            Date date = Date.from(at);
            return date.toInstant().equals(at) ? date : Timestamp.from(at);
        }
        if (text.indexOf(':') < 0) {
            return java.sql.Date.valueOf(LocalDate.parse(text));
        }
        LocalTime time = LocalTime.parse(text);
        require(time.equals(time.withNano(0)));
        return Time.valueOf(time);
    }

    private static Timestamp timestamp(String text) {
        return Timestamp.from(Instant.parse(text));
    }

    private static Calendar calendar(String text) {
        Instant at = Instant.parse(text);
        Calendar calendar = new GregorianCalendar();
        calendar.setTimeInMillis(at.toEpochMilli());
        require(calendar.toInstant().equals(at));
        return calendar;
    }

    private static void require(boolean isExact) {
        if (!isExact) {
            throw new IllegalArgumentException("something would be lost");
        }
    }

    private static List<@Nullable Object> list(List<?> elements, LineType type) {
        List<@Nullable Object> typed = new ArrayList<>(elements.size());
        for (Object element : elements) {
            typed.add(type.of(element));
        }
        return Collections.unmodifiableList(typed);
    }

    /** One whose text is another than the line's stays as it stands: two of them might not be told apart. */
    private static @Nullable Object key(LineType type, @Nullable Object key) {
        Object typed = type.of(key);
        return String.valueOf(typed).equals(String.valueOf(key)) ? typed : key;
    }

    private static Map<String, @Nullable Object> parts(Map<?, ?> parts, Map<String, LineType> types) {
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            String text = String.valueOf(name);
            typed.put(text, types.getOrDefault(text, LineType.AS_IT_STANDS).of(part));
        });
        return Collections.unmodifiableMap(typed);
    }

    private static Object parsed(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        try {
            Object value = Json.value(bytes, 0, bytes.length);
            return value == null ? document : value;
        } catch (ParseException e) {
            return document;
        }
    }
}
