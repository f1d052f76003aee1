package io.audittrail.segment;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Where the members of a compressed segment stand, found by hopping over their headers: for reading from the middle or
 * backwards. Holds no file open; {@link #text} is to be given the same file.
 */
public final class MemberIndex {

    private long[] offsets = new long[64];
    private int count;

    private MemberIndex() {}

    public static MemberIndex of(SeekableByteChannel file) throws IOException {
        MemberIndex index = new MemberIndex();
        long size = file.size();
        long offset = 0;
        while (offset < size) {
            index.add(offset);
            if (size - offset < Member.HEADER) {
                throw new DamagedGzipException(offset, "is not complete");
            }
            offset += Member.length(read(file, offset, Member.HEADER), offset);
        }
        if (offset != size) {
            throw new DamagedGzipException(index.offsets[index.count - 1], "is not complete");
        }
        index.add(size);
        index.count--;
        return index;
    }

    /** How many members there are. */
    public int size() {
        return count;
    }

    /** Where the n-th member begins, counted from 0. */
    public long offset(int n) {
        return offsets[n];
    }

    /** How many bytes of the file the n-th member takes. */
    public int length(int n) {
        return (int) (offsets[n + 1] - offsets[n]);
    }

    /**
     * The text of the n-th member, checked.
     *
     * @param most how many bytes the text may have
     */
    public byte[] text(SeekableByteChannel file, int n, int most) throws IOException {
        long offset = offsets[n];
        byte[] member = read(file, offset, length(n));
        if (Member.length(member, offset) != member.length) {
            throw new DamagedGzipException(offset, "is another than it was");
        }
        int trailer = member.length - Member.TRAILER;
        long length = Member.textLength(member, trailer);
        if (length > most) {
            throw new DamagedGzipException(offset, "holds " + length + " bytes, more than " + most);
        }
        byte[] text = inflate(member, trailer, (int) length, offset);
        CRC32 crc = new CRC32();
        crc.update(text);
        Member.check(member, trailer, crc.getValue(), text.length, offset);
        return text;
    }

    private static byte[] inflate(byte[] member, int trailer, int length, long offset) throws DamagedGzipException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(member, Member.HEADER, trailer - Member.HEADER);
            byte[] text = new byte[length + 1]; // One more, else a longer text would not be seen.
            int done = 0;
            int some = 1;
            while (some > 0 && !inflater.finished()) {
                some = inflater.inflate(text, done, text.length - done);
                done += some;
            }
            if (done != length || !inflater.finished() || inflater.getRemaining() > 0) {
                throw new DamagedGzipException(offset, "does not end where its header says");
            }
            return Arrays.copyOf(text, length);
        } catch (DataFormatException e) {
            throw new DamagedGzipException(offset, "cannot be inflated: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void add(long offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = offset;
    }

    private static byte[] read(SeekableByteChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.position(offset);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException("The file has become shorter");
            }
        }
        return bytes.array();
    }
}
