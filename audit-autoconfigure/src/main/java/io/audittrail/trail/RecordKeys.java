package io.audittrail.trail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What a query asks of a record. Numbers are kept as the text that stands in the line: no id loses a digit.
 *
 * @param id the text of a scalar, or the map of a composite key, its leaves as text
 */
record RecordKeys(
        String timestamp,
        String tx,
        String n,
        @Nullable String entity,
        @Nullable String actor,
        @Nullable Object id) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Null for what is no record: a control line, or a line that does not parse. */
    static @Nullable RecordKeys parse(byte[] bytes, int from, int length) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? parse(parser) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The composite key that this text spells, or null when it spells none. */
    static @Nullable Object parseId(String id) {
        if (!id.startsWith("{")) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), id)) {
            parser.nextToken();
            Object key = value(parser);
            return parser.nextToken() == null ? key : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable RecordKeys parse(JsonParser parser) {
        String timestamp = null;
        String tx = null;
        String n = null;
        String entity = null;
        String actor = null;
        Object id = null;
        boolean control = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "@timestamp" -> timestamp = text(parser);
                case "tx" -> tx = text(parser);
                case "n" -> n = text(parser);
                case "entity" -> entity = text(parser);
                case "actor" -> actor = text(parser);
                case "entityId" -> id = value(parser);
                case "control" -> control = true;
                default -> parser.skipChildren();
            }
        }
        boolean whole = parser.nextToken() == null;
        return !whole || control || timestamp == null || tx == null || n == null
                ? null
                : new RecordKeys(timestamp, tx, n, entity, actor, id);
    }

    private static @Nullable String text(JsonParser parser) {
        return value(parser) instanceof String text ? text : null;
    }

    private static Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new HashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return parser.getString();
    }
}
