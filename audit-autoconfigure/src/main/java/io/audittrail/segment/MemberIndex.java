package io.audittrail.segment;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of a compressed segment stand, found by hopping over their headers: for reading from the middle or
 * backwards. Holds no file open; {@link #text} is to be given the same file.
 */
public final class MemberIndex {

    /** What cannot be compressed becomes a little longer. */
    private static final int MOST_OVERHEAD = 64;

    private long[] offsets = new long[64];
    private int count;
    private @Nullable DamagedGzipException damage;

    private MemberIndex() {}

    public static MemberIndex of(SeekableByteChannel file) throws IOException {
        MemberIndex index = new MemberIndex();
        index.hop(file);
        if (index.damage != null) {
            throw index.damage;
        }
        return index;
    }

    /** The members up to the first that does not begin as it should or is cut off: see {@link #damage}. */
    public static MemberIndex upToDamage(SeekableByteChannel file) throws IOException {
        MemberIndex index = new MemberIndex();
        index.hop(file);
        return index;
    }

    private void hop(SeekableByteChannel file) throws IOException {
        long size = file.size();
        long offset = 0;
        add(offset);
        while (offset < size && damage == null) {
            try {
                if (size - offset < Member.HEADER) {
                    throw new DamagedGzipException(offset, "is not complete");
                }
                int length = Member.length(read(file, offset, Member.HEADER), offset);
                if (size - offset < length) {
                    throw new DamagedGzipException(offset, "is not complete");
                }
                offset += length;
                add(offset);
            } catch (DamagedGzipException e) {
                damage = e;
            }
        }
        count--;
    }

    /** What ends the members before the file does; null when nothing does. */
    public @Nullable DamagedGzipException damage() {
        return damage;
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

    /** How long the text of the n-th member is, as its trailer says; {@link #text} finds out whether that is true. */
    public long textLength(SeekableByteChannel file, int n) throws IOException {
        return Member.textLength(read(file, offsets[n + 1] - Member.TRAILER, Member.TRAILER), 0);
    }

    /**
     * The text of the n-th member, checked.
     *
     * @param most how many bytes the text may have; a member that cannot be so short compressed is not read at all
     */
    public byte[] text(SeekableByteChannel file, int n, int most) throws IOException {
        long offset = offsets[n];
        if (length(n) - (long) most > MOST_OVERHEAD + most / 8) {
            throw new DamagedGzipException(offset, "takes " + length(n) + " bytes, for a text of no more than " + most);
        }
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
