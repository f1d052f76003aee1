package io.audittrail.tables;

import io.audittrail.line.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text as every database can take it. What it cannot hold, NUL and halves of a surrogate pair, becomes U+FFFD. */
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String ESCAPED_REPLACEMENT = "fffd";
    private static final int ESCAPE_LENGTH = 6;

    /** Of a column that has an index. */
    static final int LONGEST_NAME = 500;

    private StorableText() {}

    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder storable = new StringBuilder(text);
        for (int i = 0; i < storable.length(); i++) {
            if (!isStorable(text, i)) {
                storable.setCharAt(i, REPLACEMENT);
            }
        }
        return storable.toString();
    }

    private static boolean isStorable(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c != 0;
    }

    /** What is looked for by all of it, and may be longer than an index can be: then its digest stands for it. */
    public static @Nullable String name(@Nullable String text) {
        return text == null || text.length() <= LONGEST_NAME
                ? of(text)
                : "sha256:" + HexFormat.of().formatHex(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** JSON in which our encoder has escaped what cannot be stored. */
    static String json(String json) {
        int at = json.indexOf("\\u");
        if (at < 0) {
            return json;
        }
        StringBuilder storable = new StringBuilder(json);
        for (int i = 0; i < storable.length(); i++) {
            if (storable.charAt(i) != '\\') {
                continue;
            }
            if (storable.charAt(i + 1) != 'u') {
                i++; // what is escaped may be a backslash
                continue;
            }
            int c = Integer.parseInt(storable, i + 2, i + ESCAPE_LENGTH, 16);
            if (c == 0 || Character.isSurrogate((char) c)) {
                storable.replace(i + 2, i + ESCAPE_LENGTH, ESCAPED_REPLACEMENT);
            }
        }
        return storable.toString();
    }
}
