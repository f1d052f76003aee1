package io.audittrail.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names and texts as PostgreSQL reads them. */
final class SqlNames {

    /** In bytes: PostgreSQL cuts longer names off. */
    static final int LONGEST = 63;

    private SqlNames() {}

    /** With what it is part of before it. */
    static String quoted(String... parts) {
        return Arrays.stream(parts)
                .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("."));
    }

    static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The name, or of a long one its beginning, and this after it: a name again. */
    static String followed(String name, String by) {
        String beginning = name;
        while (bytes(beginning + by) > LONGEST) {
            beginning = beginning.substring(0, beginning.offsetByCodePoints(beginning.length(), -1));
        }
        return beginning + by;
    }

    /** As a constant. */
    static String text(String value) {
        String quoted = '\'' + value.replace("'", "''") + '\'';
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
