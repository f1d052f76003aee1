package io.audittrail.postgres;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names and texts as PostgreSQL reads them. */
final class SqlNames {

    private SqlNames() {}

    /** With what it is part of before it. */
    static String quoted(String... parts) {
        return Arrays.stream(parts)
                .map(part -> '"' + part.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("."));
    }

    /** As a constant. */
    static String text(String value) {
        String quoted = '\'' + value.replace("'", "''") + '\'';
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
