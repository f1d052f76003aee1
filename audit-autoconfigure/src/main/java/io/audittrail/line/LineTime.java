package io.audittrail.line;

import java.time.Instant;

/**
 * Writes the timestamps of lines. Most lines are of the same second as the one before: then only the decimals are written
 * anew. Not thread-safe.
 */
final class LineTime {

    private static final int DECIMALS = 6;
    private static final int NANOS_PER_MICRO = 1_000;

    private final LineBuffer text = new LineBuffer(Times.TIMESTAMP);
    private long second;

    void write(Instant instant, LineBuffer out) {
        long now = instant.getEpochSecond();
        int micros = instant.getNano() / NANOS_PER_MICRO;
        if (now != second || text.length() == 0) {
            second = now;
            text.cut(0);
            text.timestamp(instant);
        } else {
            Digits.write(micros, DECIMALS, text.array(), Times.TIMESTAMP - 1);
        }
        out.append(text.array(), 0, Times.TIMESTAMP);
    }
}
