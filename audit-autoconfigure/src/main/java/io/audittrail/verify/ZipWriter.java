package io.audittrail.verify;

import io.audittrail.line.Digests;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a zip file, of any size, in constant memory but for the names. It may be {@link #finish finished}, read, and gone
 * on with: what was added stays where it is. Not thread-safe.
 */
final class ZipWriter {

    private static final int BLOCK = 64 * 1024;

    /** Writes what a file shall hold. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final FileChannel file;
    private final List<PackedFile> files = new ArrayList<>();
    private final List<Manifest.Content> contents = new ArrayList<>();
    private long end;

    /** @param file open for reading and writing */
    ZipWriter(FileChannel file) {
        this.file = file;
    }

    /** What was added so far. */
    List<Manifest.Content> contents() {
        return List.copyOf(contents);
    }

    void add(String name, byte[] bytes) throws IOException {
        add(name, true, out -> out.write(bytes));
    }

    void add(String name, boolean deflated, Content content) throws IOException {
        long offset = end;
        long data = offset + ZipFrame.headerLength(name);
        file.position(data);
        OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(file), BLOCK);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream packing = new DeflaterOutputStream(raw, deflater, BLOCK);
            Measured measured = new Measured(deflated ? packing : raw);
            content.writeTo(measured);
            if (deflated) {
                packing.finish();
            }
            raw.flush();
            end = file.position();
            PackedFile added = new PackedFile(name, deflated, measured.crc(), end - data, measured.size, offset);
            write(ZipFrame.header(added), offset);
            files.add(added);
            contents.add(new Manifest.Content(name, added.size(), Digests.text(measured.sha256)));
        } finally {
            deflater.end();
        }
    }

    /** Ends the file for good. */
    void seal() throws IOException {
        long at = finish() - ZipFrame.COMMENT;
        write(ZipFrame.comment(Digests.of(new FileRegion(file, 0, at))), at);
    }

    /** Writes what makes the file a zip file, behind what was added so far. Returns how long it is. */
    long finish() throws IOException {
        long at = end;
        for (PackedFile each : files) {
            at = write(ZipFrame.directoryEntry(each), at);
        }
        at = write(ZipFrame.end(files.size(), end, at - end), at);
        at = write(ZipFrame.comment("0".repeat(64)), at);
        file.truncate(at);
        return at;
    }

    private long write(byte[] bytes, long at) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        long next = at;
        while (rest.hasRemaining()) {
            next += file.write(rest, next);
        }
        return next;
    }

    /** Knows how much went through, and its checksum. */
    private static final class Measured extends FilterOutputStream {
        private final CRC32 crc = new CRC32();
        private final MessageDigest sha256 = Digests.sha256();
        private long size;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
            crc.update(bytes, from, count);
            sha256.update(bytes, from, count);
            size += count;
        }

        int crc() {
            return (int) crc.getValue();
        }
    }
}
