package io.audittrail.entities;

import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import jakarta.persistence.AttributeConverter;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a column without a library, which an application may lack, and numbers as they are. */
@Immutable
final class JsonObject implements AttributeConverter<Map<String, @Nullable Object>, String> {

    @Override
    public Map<String, @Nullable Object> convertToEntityAttribute(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.object(bytes, 0, bytes.length);
        } catch (ParseException e) {
            throw new IllegalStateException("A column of the audit tables has no JSON that is an object", e);
        }
    }

    @Override
    public String convertToDatabaseColumn(Map<String, @Nullable Object> object) {
        return new String(LineEncoder.json(object), StandardCharsets.UTF_8);
    }
}
