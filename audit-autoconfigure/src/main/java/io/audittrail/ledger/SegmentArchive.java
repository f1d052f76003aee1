package io.audittrail.ledger;

import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.MemberInputStream;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and removes closed segments, in steps between which a crash loses nothing: until the compressed file is on
 * the disk and was read back, the plain one stays. Called by one thread at a time.
 */
final class SegmentArchive {

    private static final String UNFINISHED = ".tmp";
    private static final int CHUNK = 64 * 1024;

    private final LedgerDirectory directory;
    private final String stream;
    private final ArchiveFiles files;
    private volatile boolean stopped;

    SegmentArchive(LedgerDirectory directory, String stream, ArchiveFiles files) {
        this.directory = directory;
        this.stream = stream;
        this.files = files;
    }

    /** Lets a compression end in the middle. What it leaves behind is the next start's. */
    void stop() {
        stopped = true;
    }

    /** Removes what a process that ended in the middle of a compression has left. */
    void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory.path(), stream + ".*.jsonl.gz" + UNFINISHED)) {
            for (Path file : found) {
                files.delete(file);
            }
        }
    }

    /** Puts the compressed file in the place of the plain one. */
    void compress(StoredSegment segment) throws IOException {
        Path plain = segment.plain();
        if (plain == null) {
            return;
        }
        if (segment.compressed() == null || !finish(plain, segment.compressed())) {
            compress(segment, plain);
        }
    }

    private void compress(StoredSegment segment, Path plain) throws IOException {
        Path compressed = directory.resolve(segment.name().compressed());
        Path unfinished = directory.resolve(segment.name().compressed() + UNFINISHED);
        files.delete(unfinished);
        try {
            directory.createLike(unfinished, plain);
            files.write(unfinished, out -> {
                try (InputStream in = new Stoppable(open(plain))) {
                    MemberWriter.compress(in, out);
                }
            });
            requireSame(plain, unfinished);
            files.rename(unfinished, compressed);
        } catch (IOException e) {
            deleteAfter(e, unfinished);
            throw e;
        }
        files.syncDirectory(directory.path());
        files.delete(plain);
    }

    /** Goes on where a crash came between: the compressed file is whole, or is made again. */
    private boolean finish(Path plain, Path compressed) throws IOException {
        try {
            requireSame(plain, compressed);
        } catch (DamagedGzipException | DifferentException e) {
            files.delete(compressed);
            return false;
        }
        files.syncDirectory(directory.path());
        files.delete(plain);
        return true;
    }

    /** Removes a segment for good. */
    void remove(StoredSegment segment) throws IOException {
        for (Path file : new @Nullable Path[] {segment.plain(), segment.compressed()}) {
            if (file != null) {
                files.delete(file);
            }
        }
        files.syncDirectory(directory.path());
    }

    private void deleteAfter(IOException cause, Path file) {
        try {
            files.delete(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void requireSame(Path plain, Path compressed) throws IOException {
        byte[] expected = new byte[CHUNK];
        byte[] found = new byte[CHUNK];
        try (InputStream text = new Stoppable(open(plain));
                InputStream inflated = new MemberInputStream(open(compressed))) {
            int count;
            do {
                count = text.readNBytes(expected, 0, CHUNK);
                int same = inflated.readNBytes(found, 0, CHUNK);
                if (!Arrays.equals(expected, 0, count, found, 0, same)) {
                    throw new DifferentException(plain, compressed);
                }
            } while (count > 0);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A compressed file does not hold what the plain one does. */
    private static final class DifferentException extends IOException {
        DifferentException(Path plain, Path compressed) {
            super(compressed + " does not hold what " + plain + " does");
        }
    }

    /** An end in the middle that is nobody's fault. */
    static final class StoppedException extends IOException {
        StoppedException() {
            super("The archive was stopped");
        }
    }

    private final class Stoppable extends InputStream {

        private final InputStream in;

        Stoppable(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (stopped) {
                throw new StoppedException();
            }
            return in.read(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
