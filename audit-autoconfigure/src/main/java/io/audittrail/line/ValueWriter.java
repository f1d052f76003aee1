package io.audittrail.line;

import io.audittrail.Hidden;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as JSON. A value that throws while it is written is replaced by the name of what it threw; the
 * rest of the line is not touched. Kept with its buffer, so that walking a map allocates nothing. Not thread-safe.
 */
final class ValueWriter {

    private static final int MAX_DEPTH = 32;
    private static final String REASON = "reason";
    private static final int MAX_EXACT_DIGITS = 15;
    private static final double[] POWERS = powers();

    /** Numbers below 10 to this power have an exponent in {@link BigDecimal#toString}. */
    private static final int MIN_EXPONENT = -6;

    private final LineBuffer out;
    private final boolean forText;
    private final BiConsumer<@Nullable Object, @Nullable Object> member = this::member;
    private final BiConsumer<String, @Nullable Object> contextMember = this::contextMember;
    private @Nullable String reason;
    private boolean first;
    private int depth;

    /** @param forText whether strings are written between ' and for human readers, outside JSON */
    ValueWriter(LineBuffer out, boolean forText) {
        this.out = out;
        this.forText = forText;
    }

    /** The powers of ten that a double holds exactly. */
    private static double[] powers() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    void value(@Nullable Object value) {
        int start = out.length();
        int outerDepth = depth;
        boolean outerFirst = first;
        try {
            write(value);
        } catch (RuntimeException | Error e) {
            out.cut(start);
            depth = outerDepth;
            first = outerFirst;
            error(e.getClass().getName());
        }
    }

    void string(String text) {
        out.ascii('"').escaped(text, forText).ascii('"');
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            out.ascii("null");
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.number(((Number) value).longValue());
        } else if (value instanceof Boolean yes) {
            out.ascii(yes ? "true" : "false");
        } else if (value.getClass() == BigDecimal.class) {
            decimal((BigDecimal) value);
        } else if (value.getClass() == BigInteger.class) {
            out.ascii(value.toString());
        } else if (value instanceof Double || value instanceof Float) {
            floating((Number) value);
        } else if (value instanceof UUID id) {
            quote().uuid(id);
            quote();
        } else if (value instanceof Temporal time) {
            time(time);
        } else if (value instanceof Hidden hidden) {
            hidden(hidden);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else {
            text(String.valueOf(value));
        }
    }

    /**
     * As {@code toString} writes it, without one where there are few digits: those are exact in a double, and a double is
     * all that a decimal gives away without making an object. Never {@code toPlainString}: 1E+1000000000 would fill the
     * disk.
     */
    private void decimal(BigDecimal value) {
        int scale = value.scale();
        int precision = value.precision();
        boolean withoutExponent = scale >= 0 && precision - scale > MIN_EXPONENT;
        if (withoutExponent && precision <= MAX_EXACT_DIGITS && scale < POWERS.length) {
            out.decimal(Math.round(value.doubleValue() * POWERS[scale]), scale);
        } else {
            out.ascii(value.toString());
        }
    }

    private void time(Temporal value) {
        int start = out.length();
        quote();
        if (isWritten(value)) {
            quote();
        } else {
            out.cut(start);
            text(String.valueOf(value));
        }
    }

    /** Those that are in most entities, without a String. */
    private boolean isWritten(Temporal value) {
        if (value instanceof LocalDate date) {
            return Times.write(date, out);
        }
        if (value instanceof Instant instant) {
            return Times.write(instant, out);
        }
        if (value instanceof LocalDateTime time) {
            return Times.write(time, out);
        }
        if (value instanceof OffsetDateTime time) {
            return Times.write(time, out);
        }
        if (value instanceof LocalTime time) {
            Times.write(time, out);
            return true;
        }
        return false;
    }

    /** JSON has no NaN and no infinity. */
    private void floating(Number value) {
        if (value instanceof Double number && Floating.write(number, out)) {
            return;
        }
        if (Double.isFinite(value.doubleValue())) {
            out.ascii(value.toString());
        } else {
            text(value.toString());
        }
    }

    private void hidden(Hidden hidden) {
        if (hidden.isMasked()) {
            text(LineType.MASKED);
        } else {
            error(hidden.error());
        }
    }

    private void error(String type) {
        out.ascii("{\"error\":");
        string(type);
        out.ascii('}');
    }

    void object(Map<?, ?> map) {
        if (tooDeep()) {
            return;
        }
        boolean outer = first;
        first = true;
        depth++;
        out.ascii('{');
        map.forEach(member);
        out.ascii('}');
        depth--;
        first = outer;
    }

    /** Writes one member of the object that was begun last. */
    private void member(@Nullable Object key, @Nullable Object value) {
        if (!first) {
            out.ascii(',');
        }
        first = false;
        string(String.valueOf(key));
        out.ascii(':');
        value(value);
    }

    /** Writes the context of a record: the reason stands last, and what the application calls a reason gives way to it. */
    void context(Map<String, Object> context, @Nullable String because) {
        first = true;
        reason = because;
        out.ascii('{');
        context.forEach(contextMember);
        if (because != null) {
            member(REASON, because);
        }
        out.ascii('}');
    }

    private void contextMember(String key, @Nullable Object value) {
        if (reason == null || !REASON.equals(key)) {
            member(key, value);
        }
    }

    private void array(Collection<?> elements) {
        if (tooDeep()) {
            return;
        }
        depth++;
        out.ascii('[');
        if (elements instanceof List<?> list && elements instanceof RandomAccess) {
            for (int i = 0; i < list.size(); i++) {
                element(i > 0, list.get(i));
            }
        } else {
            boolean more = false;
            for (Object element : elements) {
                element(more, element);
                more = true;
            }
        }
        out.ascii(']');
        depth--;
    }

    private void element(boolean more, @Nullable Object element) {
        if (more) {
            out.ascii(',');
        }
        value(element);
    }

    private boolean tooDeep() {
        if (depth < MAX_DEPTH) {
            return false;
        }
        error("nested too deep");
        return true;
    }

    private void text(String text) {
        quote().escaped(text, forText);
        quote();
    }

    /** In text, a value by itself stands between ' while what is nested in it keeps the quotes of JSON. */
    private LineBuffer quote() {
        return out.ascii(forText && depth == 0 ? '\'' : '"');
    }
}
