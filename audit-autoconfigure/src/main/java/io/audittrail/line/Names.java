package io.audittrail.line;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that come again and again, as of properties and entities: quoted, escaped and joined once with what always stands
 * around them. Thread-safe.
 */
final class Names {

    /** More than any mapping has; who makes up names without end has them written each time. */
    private static final int MAX = 20_000;

    private final String before;
    private final String after;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    Names(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** Writes the name between quotes, and what stands around it. */
    void write(String name, LineBuffer out) {
        byte[] bytes = known.get(name);
        out.append(bytes == null ? learn(name) : bytes);
    }

    /** How many there are that need not be written each time. */
    int known() {
        return known.size();
    }

    private byte[] learn(String name) {
        LineBuffer out = new LineBuffer(before.length() + name.length() + 2 + after.length());
        out.ascii(before).ascii('"').escaped(name, false).ascii('"').ascii(after);
        byte[] bytes = Arrays.copyOf(out.array(), out.length());
        if (known.size() < MAX) {
            known.put(name, bytes);
        }
        return bytes;
    }
}
