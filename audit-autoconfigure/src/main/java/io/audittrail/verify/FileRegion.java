package io.audittrail.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some bytes of a file, which stays open and where it is. */
final class FileRegion extends InputStream {

    private final FileChannel file;
    private final long end;
    private final byte[] one = new byte[1];
    private long at;

    FileRegion(FileChannel file, long from, long end) {
        this.file = file;
        this.at = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        if (at >= end) {
            return -1;
        }
        int some = file.read(ByteBuffer.wrap(target, from, (int) Math.min(count, end - at)), at);
        at += Math.max(0, some);
        return some;
    }
}
