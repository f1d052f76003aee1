package io.audittrail.verify;

import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a segment says of the one before.
 *
 * @param isBreak whether it is a {@code chain-broken} line: nothing before it can be continued
 * @param details all it says
 * @param file name of the segment before; null when there is none
 * @param seq of that segment's last line
 * @param hash of that segment's last line
 * @param length so many bytes of that segment count; negative when all of them do
 */
record Opening(
        boolean isBreak,
        Map<?, ?> details,
        @Nullable String file,
        long seq,
        @Nullable String hash,
        long length) {

    private static final String OPENED = "segment-opened";
    private static final String BROKEN = "chain-broken";

    static boolean isOne(@Nullable String control) {
        return OPENED.equals(control) || BROKEN.equals(control);
    }

    /** Reads such a line; null when what it says cannot be understood. */
    static @Nullable Opening parse(String control, byte[] line, int from, int to) {
        try {
            Map<?, ?> details = LineForm.details(line, from, to);
            if (BROKEN.equals(control)) {
                return new Opening(true, details, null, 0, null, -1);
            }
            if (details.get("previous") == null) {
                return details.containsKey("previous") ? new Opening(false, details, null, 0, null, -1) : null;
            }
            return details.get("previous") instanceof Map<?, ?> previous
                            && previous.get("file") instanceof String file
                            && previous.get("seq") instanceof Long seq
                            && previous.get("hash") instanceof String hash
                            && hash.matches("[0-9a-f]{64}")
                    ? new Opening(false, details, file, seq, hash, previous.get("length") instanceof Long l ? l : -1)
                    : null;
        } catch (ParseException e) {
            return null;
        }
    }
}
