package io.audittrail.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value as text that is the same whether it comes from a row or from a line. */
final class Plain {

    private Plain() {}

    static String of(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "null";
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (value.isObject()) {
            TreeMap<String, String> parts = new TreeMap<>();
            value.properties().forEach(part -> parts.put(part.getKey(), of(part.getValue())));
            return parts.toString();
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(of(part)));
            return parts.toString();
        }
        return value.isBoolean() ? value.toString() : text(value.asString());
    }

    /** What one attribute was and is. */
    static String change(String before, String after) {
        return before + " -> " + after;
    }

    private static String text(String text) {
        Instant time = text.length() > 18 && text.charAt(10) == 'T' ? time(text) : null;
        return time != null ? time.toString() : '"' + text + '"';
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
