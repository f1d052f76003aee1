package io.audittrail.segment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses a segment into gzip members that end on lines, so that it can be read from the middle; any {@code zcat} reads
 * it. Holds one member's text and its compressed form, and of a line longer than a member only the compressed form.
 */
public final class MemberWriter {

    /** The text of a member, unless a single line is longer. */
    public static final int TEXT = 256 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(64 * 1024);
    private final byte[] chunk = new byte[32 * 1024];
    private final byte[] text = new byte[TEXT];
    private int length;
    private long total;

    private MemberWriter(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Compresses the rest of {@code plain}.
     *
     * @return how many bytes that was; 0 leaves {@code out} empty
     */
    public static long compress(InputStream plain, OutputStream out) throws IOException {
        MemberWriter writer = new MemberWriter(plain, out);
        try {
            return writer.compress();
        } finally {
            writer.deflater.end();
        }
    }

    private long compress() throws IOException {
        while (fill()) {
            int end = lastNewline() + 1;
            boolean isLast = length < text.length;
            if (end == 0 && !isLast) {
                longLine();
            } else {
                int whole = isLast ? length : end;
                add(whole);
                finish();
                keepFrom(whole);
            }
        }
        return total;
    }

    private boolean fill() throws IOException {
        int some = in.readNBytes(text, length, text.length - length);
        length += some;
        total += some;
        return length > 0;
    }

    private int lastNewline() {
        int i = length - 1;
        while (i >= 0 && text[i] != '\n') {
            i--;
        }
        return i;
    }

    /** A line that fills the buffer without an end is a member of its own. */
    private void longLine() throws IOException {
        int newline = -1;
        while (newline < 0 && length > 0) {
            add(length);
            length = 0;
            fill();
            newline = 0;
            while (newline < length && text[newline] != '\n') {
                newline++;
            }
            newline = newline < length ? newline : -1;
        }
        int rest = newline + 1;
        add(rest);
        finish();
        keepFrom(rest);
    }

    private void add(int count) {
        crc.update(text, 0, count);
        deflater.setInput(text, 0, count);
        while (!deflater.needsInput()) {
            drain();
        }
    }

    private void finish() throws IOException {
        deflater.finish();
        while (!deflater.finished()) {
            drain();
        }
        out.write(Member.header((long) Member.HEADER + compressed.size() + Member.TRAILER));
        compressed.writeTo(out);
        out.write(Member.trailer(crc.getValue(), deflater.getBytesRead()));
        compressed.reset();
        deflater.reset();
        crc.reset();
    }

    private void drain() {
        compressed.write(chunk, 0, deflater.deflate(chunk));
    }

    private void keepFrom(int from) {
        System.arraycopy(text, from, text, 0, length - from);
        length -= from;
    }
}
