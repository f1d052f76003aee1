package io.audittrail.trail;

import io.audittrail.line.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The members of a JSON object as they are written. Takes nothing but what {@link Json} has read already. */
final class RawObject {

    private static final int[] NOTHING = {0, 0, 0};

    private final String text;
    private int at;

    private RawObject(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The same line, of whose changes only these are left. */
    static String withOnlyChanges(String line, List<String> properties) {
        int[] changes = members(line, 0).get("changes");
        if (changes == null) {
            return line;
        }
        Map<String, int[]> all = members(line, changes[1]);
        String kept = properties.stream()
                .map(property -> all.getOrDefault(property, NOTHING))
                .map(member -> line.substring(member[0], member[2]))
                .collect(Collectors.joining(",", "{", "}"));
        return line.substring(0, changes[1]) + kept + line.substring(changes[2]);
    }

    /** By name, where each begins, where its value begins, and where that ends. */
    private static Map<String, int[]> members(String text, int start) {
        RawObject object = new RawObject(text, start);
        Map<String, int[]> members = new LinkedHashMap<>();
        object.space();
        object.at++; // {
        object.space();
        while (text.charAt(object.at) != '}') {
            int name = object.at;
            object.string();
            String key = decoded(text.substring(name, object.at));
            object.space();
            object.at++; // :
            object.space();
            int value = object.at;
            object.value();
            members.put(key, new int[] {name, value, object.at});
            object.space();
            if (text.charAt(object.at) == ',') {
                object.at++;
                object.space();
            }
        }
        return members;
    }

    private void value() {
        char first = text.charAt(at);
        if (first == '"') {
            string();
        } else if (first == '{' || first == '[') {
            nested();
        } else {
            while (at < text.length() && ",}] \t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
    }

    private void nested() {
        int depth = 0;
        do {
            switch (text.charAt(at)) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
    }

    private void string() {
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void space() {
        while (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static String decoded(String quoted) {
        byte[] bytes = quoted.getBytes(StandardCharsets.UTF_8);
        try {
            return String.valueOf(Json.value(bytes, 0, bytes.length));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
