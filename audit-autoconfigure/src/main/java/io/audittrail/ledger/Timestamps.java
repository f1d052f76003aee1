package io.audittrail.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text, off the hot path. */
final class Timestamps {

    private static final DateTimeFormatter LINE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FILE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** As in a line. */
    static String text(Instant instant) {
        return LINE.format(instant);
    }

    /** As part of a file's name. */
    static String forFileName(Instant instant) {
        return FILE.format(instant);
    }
}
