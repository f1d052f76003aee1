package io.audittrail.line;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, strings, {@link Long}s, {@link BigDecimal}s, booleans and nulls, with the JDK alone. Takes
 * nothing that is not JSON and nothing that two readers could understand differently: no key twice, no malformed UTF-8.
 */
public final class Json {

    /** Twice what the encoder nests. */
    static final int MAX_DEPTH = 64;

    /** The JDK takes quadratic time for long numbers. */
    static final int MAX_NUMBER = 10_000;

    private static final int MAX_LONG_DIGITS = 18;
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int at;
    private int depth;

    private Json(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    /** The object that these bytes are, with its keys in their order. */
    public static Map<String, @Nullable Object> object(byte[] bytes, int from, int to) throws ParseException {
        Json json = new Json(bytes, from, to);
        json.space();
        Map<String, @Nullable Object> object = json.object();
        json.end();
        return object;
    }

    /** The JSON of a plain value. */
    public static String text(@Nullable Object plain) {
        String object = new String(LineEncoder.json(Collections.singletonMap("", plain)), StandardCharsets.UTF_8);
        return object.substring("{\"\":".length(), object.length() - 1);
    }

    /** What is read where a plain value was written. */
    public static @Nullable Object readBack(@Nullable Object plain) {
        byte[] written = LineEncoder.json(Collections.singletonMap("", plain));
        try {
            return object(written, 0, written.length).get("");
        } catch (ParseException e) {
            throw new IllegalStateException("What we write we can read", e);
        }
    }

    /** The value that these bytes are. */
    public static @Nullable Object value(byte[] bytes, int from, int to) throws ParseException {
        Json json = new Json(bytes, from, to);
        json.space();
        Object value = json.value();
        json.end();
        return value;
    }

    private void end() throws ParseException {
        space();
        if (at < to) {
            throw wrong("the end");
        }
    }

    private @Nullable Object value() throws ParseException {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word(TRUE, Boolean.TRUE);
            case 'f' -> word(FALSE, Boolean.FALSE);
            case 'n' -> word(NULL, null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws ParseException {
        enter('{');
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        boolean more = !skips('}');
        while (more) {
            int start = at;
            String key = string();
            space();
            take(':');
            space();
            if (members.containsKey(key)) {
                at = start;
                throw wrong("another key than \"" + key + "\" again");
            }
            members.put(key, value());
            more = goesOn('}');
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() throws ParseException {
        enter('[');
        List<@Nullable Object> elements = new ArrayList<>();
        boolean more = !skips(']');
        while (more) {
            elements.add(value());
            more = goesOn(']');
        }
        depth--;
        return elements;
    }

    private void enter(char opening) throws ParseException {
        take(opening);
        if (++depth > MAX_DEPTH) {
            throw wrong("no more than " + MAX_DEPTH + " levels");
        }
        space();
    }

    /** Whether another element follows; otherwise what closes is taken. */
    private boolean goesOn(char closing) throws ParseException {
        space();
        if (skips(closing)) {
            return false;
        }
        take(',');
        space();
        return true;
    }

    private String string() throws ParseException {
        take('"');
        int run = at;
        StringBuilder text = null;
        while (true) {
            int c = peek();
            if (c == '"') {
                String rest = utf8(run, at);
                at++;
                return text == null ? rest : text.append(rest).toString();
            }
            if (c == '\\') {
                text = text == null ? new StringBuilder() : text;
                text.append(utf8(run, at));
                at++;
                text.append(escaped());
                run = at;
            } else if (c >= 0 && c < ' ') {
                throw wrong("no control character");
            } else {
                at++;
            }
        }
    }

    private char escaped() throws ParseException {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw wrong("one of \"\\/bfnrtu");
            }
        };
    }

    private char unit() throws ParseException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw wrong("a hexadecimal digit");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private String utf8(int start, int end) throws ParseException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            at = start;
            throw wrong("UTF-8");
        }
    }

    private Number number() throws ParseException {
        int start = at;
        skips('-');
        int first = at;
        digits();
        if (bytes[first] == '0' && at - first > 1) {
            at = first;
            throw wrong("no leading zero");
        }
        boolean whole = true;
        if (skips('.')) {
            whole = false;
            digits();
        }
        if (skips('e') || skips('E')) {
            whole = false;
            if (!skips('+')) {
                skips('-');
            }
            digits();
        }
        return number(start, whole && at - first <= MAX_LONG_DIGITS);
    }

    private Number number(int start, boolean small) throws ParseException {
        int length = at - start;
        if (length > MAX_NUMBER) {
            at = start;
            throw wrong("a number of no more than " + MAX_NUMBER + " characters");
        }
        String text = new String(bytes, start, length, StandardCharsets.US_ASCII);
        if (small) {
            return Long.valueOf(text);
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean isLong = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
            return isLong && number.toBigInteger().bitLength() < Long.SIZE ? (Number) number.longValue() : number;
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("a number with a smaller exponent");
        }
    }

    private void digits() throws ParseException {
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("a value");
        }
    }

    private <T> @Nullable T word(byte[] word, @Nullable T meaning) throws ParseException {
        for (byte b : word) {
            take((char) b);
        }
        return meaning;
    }

    private void space() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
    }

    /** The next byte, negative when it is no ASCII. */
    private int peek() throws ParseException {
        if (at >= to) {
            throw wrong("more");
        }
        return bytes[at];
    }

    private void take(char expected) throws ParseException {
        if (!skips(expected)) {
            throw wrong(String.valueOf(expected));
        }
    }

    private boolean skips(char c) {
        boolean found = at < to && bytes[at] == c;
        at += found ? 1 : 0;
        return found;
    }

    private ParseException wrong(String expected) {
        return new ParseException("No JSON: expected " + expected + " at byte " + (at - from), at - from);
    }
}
