package io.audittrail.verify;

import io.audittrail.line.Digests;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads the frame of a zip file as {@link ZipWriter} writes it, and no other: every byte of it is compared with what it must
 * be, so that nothing stands between the files or twice, and no name leads anywhere. Holds the directory in memory, which
 * may not be larger than that of some hundred thousand files.
 */
final class ZipLayout {

    private static final int MOST = 16 * 1024 * 1024;
    private static final int BLOCK = 64 * 1024;
    private static final byte[] BEGIN = {'P', 'K', 3, 4};
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,149}");

    /** The frame is another than we write. */
    static final class MalformedException extends IOException {
        MalformedException(long at, String what) {
            super("at byte " + at + ": " + what);
        }
    }

    private final FileChannel file;
    private final Map<String, PackedFile> files = new LinkedHashMap<>();

    private ZipLayout(FileChannel file) {
        this.file = file;
    }

    /** Whether a file is meant to be a zip file of ours, in whatever state it is. */
    static boolean isOne(FileChannel file) throws IOException {
        long end = file.size() - ZipFrame.COMMENT - ZipFrame.END;
        byte[] expected = ZipFrame.end(0, 0, 0);
        int signature = expected.length - ZipFrame.END;
        return Arrays.equals(read(file, 0, BEGIN.length), BEGIN)
                || (end > 0
                        && Arrays.equals(read(file, end, 4), Arrays.copyOfRange(expected, signature, signature + 4)));
    }

    /** The digest that the file ends with, and must have. */
    static boolean fitsItsDigest(FileChannel file) throws IOException {
        long at = file.size() - ZipFrame.COMMENT;
        if (at < 0) {
            return false;
        }
        String digest = Digests.of(new FileRegion(file, 0, at));
        return Arrays.equals(read(file, at, ZipFrame.COMMENT), ZipFrame.comment(digest));
    }

    static ZipLayout read(FileChannel file) throws IOException {
        ZipLayout layout = new ZipLayout(file);
        layout.read();
        return layout;
    }

    /** The files by their names, in the order in which they stand there. */
    Map<String, PackedFile> files() {
        return files;
    }

    private void read() throws IOException {
        long tail = file.size() - ZipFrame.TAIL;
        byte[] end = read(file, tail, ZipFrame.TAIL - ZipFrame.COMMENT);
        if (tail < 0 || end.length < ZipFrame.TAIL - ZipFrame.COMMENT) {
            throw new MalformedException(file.size(), "the file is too short");
        }
        long directory = ZipFrame.directory(end);
        long length = tail - directory;
        require(ZipFrame.end(ZipFrame.count(end), directory, length), end, tail);
        if (directory < 0 || length < 0 || length > MOST) {
            throw new MalformedException(tail, "a directory of " + length + " bytes");
        }
        entries(directory, read(file, directory, (int) length));
        if (files.size() != ZipFrame.count(end)) {
            throw new MalformedException(tail, ZipFrame.count(end) + " files, and there are " + files.size());
        }
    }

    private void entries(long directory, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long offset = 0;
        int at = 0;
        while (at < bytes.length) {
            PackedFile next = entry(buffer, at, directory);
            byte[] expected = ZipFrame.directoryEntry(next);
            require(
                    expected,
                    Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + expected.length)),
                    directory + at);
            if (next.offset() != offset || !isPossible(next, directory)) {
                throw new MalformedException(directory + at, "a file in an impossible place");
            }
            byte[] header = ZipFrame.header(next);
            require(header, read(file, offset, header.length), offset);
            if (files.put(next.name(), next) != null) {
                throw new MalformedException(directory + at, next.name() + " for the second time");
            }
            offset = next.end();
            at += expected.length;
        }
        if (offset != directory) {
            throw new MalformedException(offset, "something that is no file");
        }
    }

    private static boolean isPossible(PackedFile file, long most) {
        return file.packed() >= 0
                && file.packed() <= most
                && (file.deflated() ? file.size() >= 0 : file.size() == file.packed());
    }

    private static PackedFile entry(ByteBuffer buffer, int at, long directory) throws MalformedException {
        try {
            PackedFile next = ZipFrame.parse(buffer.position(at).slice().order(ByteOrder.LITTLE_ENDIAN));
            if (!NAME.matcher(next.name()).matches()) {
                throw new MalformedException(directory + at, "the name " + LineForm.shown(next.name()));
            }
            return next;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new MalformedException(directory + at, "half an entry of the directory");
        }
    }

    private static void require(byte[] expected, byte[] found, long at) throws MalformedException {
        int different = Arrays.mismatch(expected, found);
        if (different >= 0) {
            throw new MalformedException(at + different, "another byte than export writes");
        }
    }

    /** What a file holds; ends where the frame says, or fails. */
    InputStream open(PackedFile packed) throws IOException {
        InputStream raw = new FileRegion(file, packed.data(), packed.end());
        return packed.deflated() ? new Inflated(raw, packed) : raw;
    }

    private static byte[] read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = 0;
        while (at >= 0 && bytes.hasRemaining() && count >= 0) {
            count = file.read(bytes, at + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Never gives more than the frame says, however much there is packed. */
    private static final class Inflated extends InflaterInputStream {
        private final PackedFile packed;

        Inflated(InputStream raw, PackedFile packed) {
            super(raw, new Inflater(true), BLOCK);
            this.packed = packed;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int some = super.read(bytes, from, count);
            if (inf.getBytesWritten() > packed.size()
                    || (some < 0
                            && (inf.getBytesWritten() != packed.size() || inf.getBytesRead() != packed.packed()))) {
                throw new EOFException("does not hold " + packed.size() + " bytes, as it should");
            }
            return some;
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
