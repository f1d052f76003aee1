package io.audittrail.verify;

import io.audittrail.line.Json;
import io.audittrail.line.LineEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands at fixed places in each line: version, stream, and whether the ledger speaks of itself. */
final class LineForm {

    private static final byte[] BEGIN = ascii("{\"v\":1,\"@timestamp\":\"");
    private static final byte[] VERSION = ascii("{\"v\":");
    private static final byte[] STREAM = ascii("\",\"stream\":\"");
    private static final byte[] CONTROL = ascii("control\":\"");
    private static final int STREAM_AT = LineEncoder.TIMESTAMP_AT + LineEncoder.TIMESTAMP_LENGTH;
    private static final int NAME_AT = STREAM_AT + STREAM.length;
    private static final int MAX_NAME = 100;

    private LineForm() {}

    static boolean hasVersion(byte[] line, int from, int to) {
        return startsWith(line, from, to, BEGIN);
    }

    /** The version of a line that is not of ours; null when that cannot be seen. */
    static @Nullable String otherVersion(byte[] line, int from, int to) {
        int at = from + VERSION.length;
        int end = at;
        while (end < to && end - at < 9 && line[end] >= '0' && line[end] <= '9') {
            end++;
        }
        return end > at && end < to && line[end] == ',' && startsWith(line, from, to, VERSION)
                ? text(line, at, end)
                : null;
    }

    /** The stream of a line, null when it is not where it should be. */
    static @Nullable String stream(byte[] line, int from, int to) {
        int at = from + NAME_AT;
        if (!hasVersion(line, from, to) || !startsWith(line, from + STREAM_AT, to, STREAM)) {
            return null;
        }
        int end = at;
        while (end < to && end - at < MAX_NAME && isName(line[end])) {
            end++;
        }
        return end > at && end < to && line[end] == '"' ? text(line, at, end) : null;
    }

    /** Whether a line is of this version and of the stream with these {@link LineEncoder#lineStream bytes}. */
    static boolean belongs(byte[] line, int from, int to, byte[] lineStream) {
        return hasVersion(line, from, to) && startsWith(line, from + STREAM_AT, to, lineStream);
    }

    /** What the ledger says of itself in a line of this stream; null in a record. */
    static @Nullable String control(byte[] line, int from, int to, byte[] lineStream) {
        int at = from + STREAM_AT + lineStream.length;
        if (!startsWith(line, at, to, CONTROL)) {
            return null;
        }
        at += CONTROL.length;
        int end = at;
        while (end < to && end - at < MAX_NAME && line[end] != '"') {
            end++;
        }
        return text(line, at, end);
    }

    /** The details of a control line. */
    static Map<?, ?> details(byte[] line, int from, int to) throws ParseException {
        return Json.object(line, from, to).get("details") instanceof Map<?, ?> details ? details : Map.of();
    }

    /** Text from a file, fit for a terminal. */
    static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        String start = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return start.replaceAll("[^ -~]", "?");
    }

    private static boolean isName(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '-' || b == '_';
    }

    private static boolean startsWith(byte[] line, int from, int to, byte[] start) {
        int end = from + start.length;
        return end <= to && Arrays.equals(line, from, end, start, 0, start.length);
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
