package io.audittrail.trail;

import io.audittrail.line.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an id that somebody asks for may be in the log, as {@link Texts} has it. */
final class AskedId {

    private AskedId() {}

    /**
     * A text is taken as it stands: who has only the log must not find out by trying what a masked id was.
     *
     * @param types that are asked for
     * @throws IllegalArgumentException when nobody knows how such an id is written
     */
    static Set<Object> texts(Object id, List<String> types, TypeNames names) {
        Set<Object> texts = new HashSet<>();
        if (id instanceof String text) {
            texts.add(text);
            addSpelled(text, texts);
            return texts;
        }
        types.stream().flatMap(type -> names.idsOf(type, id).stream()).forEach(plain -> texts.add(asWritten(plain)));
        if (isPlain(id)) {
            texts.add(asWritten(id));
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("An id of the class "
                    + id.getClass().getName()
                    + " cannot be looked for. Ids are texts, numbers, booleans, UUIDs, java.time values, a Map of these by"
                    + " name, or its text as a JSON object; and, of an entity type of an audited unit, what the type has as"
                    + " its id");
        }
        return texts;
    }

    private static void addSpelled(String text, Set<Object> texts) {
        if (text.startsWith("{")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try {
                texts.add(Texts.of(Json.object(bytes, 0, bytes.length)));
            } catch (ParseException e) {
                // A text like any other.
            }
        }
    }

    private static boolean isPlain(@Nullable Object id) {
        if (id instanceof Map<?, ?> parts) {
            return parts.keySet().stream().allMatch(String.class::isInstance)
                    && parts.values().stream().allMatch(AskedId::isPlain);
        }
        if (id instanceof Collection<?> elements) {
            return elements.stream().allMatch(AskedId::isPlain);
        }
        return id == null
                || id instanceof String
                || id instanceof Number
                || id instanceof Boolean
                || id instanceof UUID
                || (id instanceof TemporalAccessor && id.getClass().getName().startsWith("java.time."));
    }

    private static Object asWritten(Object plain) {
        return Texts.of(Json.readBack(plain));
    }
}
