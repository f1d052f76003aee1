package io.audittrail.transaction;

import io.audittrail.Hidden;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into ones that can be kept: plain, immutable and bounded. What is immutable already is kept by reference;
 * of everything else a copy or a digest is made at once, because its owner may change it before the commit.
 *
 * @param maxLength texts with more characters become a digest
 */
public record PlainValues(int maxLength) {

    private static final int TEXT_HEAD = 64;
    private static final int BINARY_HEAD = 32;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 10_000;

    /** The value as it can be kept; of a type that is not known, the text. */
    public @Nullable Object plain(@Nullable Object value) {
        return plain(value, 0, null);
    }

    /** Whether values of this type are kept as they are, but for the length of a text. */
    public static boolean isPlain(Class<?> type) {
        return type == String.class
                || type == Boolean.class
                || type == Long.class
                || type == Integer.class
                || type == Short.class
                || type == Byte.class
                || type == Double.class
                || type == Float.class
                || type == BigDecimal.class
                || type == BigInteger.class
                || type == UUID.class
                || type == Hidden.class
                || (TemporalAccessor.class.isAssignableFrom(type)
                        && type.getName().startsWith("java.time."));
    }

    /** Whether a value is more than its text to us. */
    public static boolean isKnown(Object value) {
        return isPlain(value.getClass())
                || value instanceof Enum
                || value instanceof Date
                || value instanceof Calendar
                || value instanceof TemporalAmount
                || value.getClass().isArray()
                || value instanceof Map
                || value instanceof Collection;
    }

    /** Counts what a copy holds: something that contains itself twice would double with each step. */
    private static final class Count {
        private int elements;

        void next() {
            if (++elements > MAX_ELEMENTS) {
                throw new IllegalArgumentException("More than " + MAX_ELEMENTS + " elements");
            }
        }
    }

    private @Nullable Object plain(@Nullable Object value, int depth, @Nullable Count outer) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text.length() <= maxLength ? text : digest(text);
        }
        if (isPlain(value.getClass())) {
            return value;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Date date) {
            return instantOrLocal(date);
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        Count count = outer == null ? new Count() : outer;
        if (value.getClass().isArray()) {
            return array(value, depth, count);
        }
        if (depth < MAX_DEPTH && value instanceof Map<?, ?> map) {
            return map(map, depth, count);
        }
        if (depth < MAX_DEPTH && value instanceof Collection<?> collection) {
            return list(collection, depth, count);
        }
        return plain(String.valueOf(value), depth, count);
    }

    private static Object instantOrLocal(Date date) {
        if (date instanceof java.sql.Date day) {
            return day.toLocalDate();
        }
        if (date instanceof java.sql.Time time) {
            return time.toLocalTime();
        }
        return date.toInstant();
    }

    private Object array(Object array, int depth, Count count) {
        if (array instanceof byte[] bytes) {
            return digest(bytes);
        }
        if (array instanceof char[] chars) {
            return Objects.requireNonNull(plain(new String(chars), depth, count));
        }
        int length = Array.getLength(array);
        if (array instanceof Byte[] boxed) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = boxed[i] == null ? 0 : boxed[i];
            }
            return digest(bytes);
        }
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            count.next();
            elements.add(plain(Array.get(array, i), depth + 1, count));
        }
        return Collections.unmodifiableList(elements);
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth, Count count) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            count.next();
            copy.put(String.valueOf(plain(key, depth + 1, count)), plain(value, depth + 1, count));
        });
        return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(Collection<?> collection, int depth, Count count) {
        List<@Nullable Object> copy = new ArrayList<>(collection.size());
        collection.forEach(element -> {
            count.next();
            copy.add(plain(element, depth + 1, count));
        });
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, Object> digest(String text) {
        int head = Character.isHighSurrogate(text.charAt(TEXT_HEAD - 1)) ? TEXT_HEAD - 1 : TEXT_HEAD;
        return digest(text.length(), text.getBytes(StandardCharsets.UTF_8), text.substring(0, head));
    }

    private static Map<String, Object> digest(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, BINARY_HEAD));
        return digest(bytes.length, bytes, Base64.getEncoder().encodeToString(head));
    }

    private static Map<String, Object> digest(int length, byte[] bytes, String head) {
        Map<String, Object> digest = new LinkedHashMap<>();
        digest.put("length", length);
        digest.put("sha256", HexFormat.of().formatHex(sha256().digest(bytes)));
        digest.put("head", head);
        return Collections.unmodifiableMap(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
