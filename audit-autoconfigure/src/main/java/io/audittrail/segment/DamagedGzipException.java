package io.audittrail.segment;

import java.io.IOException;

/** A compressed segment is not as we write them. */
public final class DamagedGzipException extends IOException {

    private final long offset;

    DamagedGzipException(long offset, String what) {
        super("the gzip member at byte " + offset + " " + what);
        this.offset = offset;
    }

    /** Where the member begins in the file that cannot be read. */
    public long offset() {
        return offset;
    }
}
