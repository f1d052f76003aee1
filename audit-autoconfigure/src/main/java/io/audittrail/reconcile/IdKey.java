package io.audittrail.reconcile;

import io.audittrail.line.LineType;
import io.audittrail.tables.AuditTables;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text by which an id of the log and one of a row are the same, though the database writes it otherwise: with the scale of
 * its column, padded, in another zone, or as one mask for all.
 */
final class IdKey {

    /** Of what is masked the log has a pseudonym. */
    private static final Pattern PSEUDONYM = Pattern.compile("\\[masked:[0-9a-f]+]");

    private static final Pattern PADDING = Pattern.compile(" +$");

    private IdKey() {}

    /** Of an id of which nobody knows the type. */
    static @Nullable String of(@Nullable Object id) {
        return of(id, id);
    }

    /**
     * An id's.
     *
     * @param id as it stands in the log, or would
     * @param typed as the type that the mapping says
     */
    static @Nullable String of(@Nullable Object id, @Nullable Object typed) {
        return AuditTables.idText(same(id, typed));
    }

    private static @Nullable Object same(@Nullable Object id, @Nullable Object typed) {
        if (typed instanceof BigDecimal number) {
            return number.stripTrailingZeros().toString();
        }
        if (typed instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (typed instanceof ZonedDateTime time) {
            return time.toInstant().toString();
        }
        if (id instanceof Map<?, ?> parts && typed instanceof Map<?, ?> typedParts) {
            Map<Object, @Nullable Object> same = new LinkedHashMap<>();
            parts.forEach((name, part) -> same.put(name, same(part, typedParts.get(name))));
            return same;
        }
        return id instanceof String text ? same(text) : id;
    }

    private static String same(String text) {
        return PSEUDONYM.matcher(text).matches()
                ? LineType.MASKED
                : PADDING.matcher(text).replaceAll("");
    }
}
