package io.audittrail.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of another stream, and no more. */
final class FirstBytes extends FilterInputStream {

    private long left;

    FirstBytes(InputStream in, long count) {
        super(in);
        left = count;
    }

    @Override
    public int read() throws IOException {
        int b = left > 0 ? super.read() : -1;
        left -= b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int some = super.read(target, from, (int) Math.min(count, left));
        left -= Math.max(0, some);
        return some;
    }
}
