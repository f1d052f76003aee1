package io.audittrail.segment;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The text of a compressed segment, from its start. Stricter than {@code GZIPInputStream}, which takes any header and
 * ignores what follows the last member: whatever is not as we write it is a {@link DamagedGzipException}.
 */
public final class MemberInputStream extends InputStream {

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] frame = new byte[Member.HEADER];
    private final byte[] data = new byte[32 * 1024];
    private final byte[] one = new byte[1];

    /** Where the member begins. */
    private long offset;
    /** Compressed bytes of the member that were not read yet, without its trailer. */
    private long left;

    private long length;
    private boolean inMember;

    public MemberInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (true) {
            if (!inMember && !begin()) {
                return -1;
            }
            int inflated = inflate(target, from, count);
            if (inflated > 0) {
                crc.update(target, from, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                end();
            } else {
                feed();
            }
        }
    }

    private int inflate(byte[] target, int from, int count) throws DamagedGzipException {
        try {
            return inflater.inflate(target, from, count);
        } catch (DataFormatException e) {
            throw new DamagedGzipException(offset, "cannot be inflated: " + e.getMessage());
        }
    }

    private boolean begin() throws IOException {
        int count = in.readNBytes(frame, 0, Member.HEADER);
        if (count == 0 && offset > 0) {
            return false;
        }
        if (count < Member.HEADER) {
            throw new DamagedGzipException(offset, "is not complete");
        }
        length = Member.length(frame, offset);
        left = length - Member.HEADER - Member.TRAILER;
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void feed() throws IOException {
        if (left == 0 || inflater.needsDictionary()) {
            throw new DamagedGzipException(offset, "does not end where its header says");
        }
        int count = in.read(data, 0, (int) Math.min(left, data.length));
        if (count < 0) {
            throw new DamagedGzipException(offset, "is not complete");
        }
        left -= count;
        inflater.setInput(data, 0, count);
    }

    private void end() throws IOException {
        if (left > 0 || inflater.getRemaining() > 0) {
            throw new DamagedGzipException(offset, "does not end where its header says");
        }
        if (in.readNBytes(frame, 0, Member.TRAILER) < Member.TRAILER) {
            throw new DamagedGzipException(offset, "is not complete");
        }
        Member.check(frame, 0, crc.getValue(), inflater.getBytesWritten(), offset);
        offset += length;
        inMember = false;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
