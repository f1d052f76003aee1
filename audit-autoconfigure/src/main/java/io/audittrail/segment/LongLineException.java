package io.audittrail.segment;

import java.io.IOException;

/** A file holds a line that is longer than any line of a log, and is none. */
public final class LongLineException extends IOException {

    LongLineException(long line, int most) {
        super("line " + line + " has more than " + most + " bytes");
    }
}
