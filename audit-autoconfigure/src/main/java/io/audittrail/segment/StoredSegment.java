package io.audittrail.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A segment as it lies in its directory. A crash may have left both files: then the plain one counts.
 *
 * @param plain the file as it was written, if it is there
 * @param compressed the compressed one, if it is there
 */
public record StoredSegment(
        SegmentName name, @Nullable Path plain, @Nullable Path compressed) {

    public StoredSegment {
        if (plain == null && compressed == null) {
            throw new IllegalArgumentException("No file of " + name);
        }
    }

    /** The file that counts. */
    public Path path() {
        Path file = plain == null ? compressed : plain;
        if (file == null) {
            throw new IllegalStateException("No file of " + name);
        }
        return file;
    }

    public boolean isCompressed() {
        return plain == null;
    }

    /** Opens the file that counts, as text. Follows no link. */
    public InputStream open() throws IOException {
        return open(in -> in);
    }

    /** The same, with something between the bytes of the file and what makes text of them: to count them, for instance. */
    public InputStream open(UnaryOperator<InputStream> between) throws IOException {
        InputStream in = between.apply(openFile());
        return isCompressed() ? new MemberInputStream(in) : in;
    }

    /** Opens the file that counts, as it is. Follows no link; in a zip file there are none, and the JDK's knows no such option. */
    public InputStream openFile() throws IOException {
        return path().getFileSystem() == FileSystems.getDefault()
                ? Files.newInputStream(path(), LinkOption.NOFOLLOW_LINKS)
                : Files.newInputStream(path());
    }

    /** How many bytes the file that counts has. Follows no link. */
    public long size() throws IOException {
        return Files.readAttributes(path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
    }

    /** What is done with a segment. Fails with {@link NoSuchFileException} before it does anything where the file is gone. */
    @FunctionalInterface
    public interface Use<T> {
        T of(StoredSegment segment) throws IOException;
    }

    /**
     * Uses the segment as it lies there now. It may have been compressed since the directory was listed, or be compressed
     * in this moment: to look first which file is there would be too early.
     *
     * @throws NoSuchFileException when it was removed
     */
    public <T> T now(Use<T> use) throws IOException {
        try {
            return use.of(this);
        } catch (NoSuchFileException e) {
            if (plain == null) {
                throw e;
            }
            try {
                return use.of(new StoredSegment(name, null, plain.resolveSibling(name.compressed())));
            } catch (NoSuchFileException removed) {
                e.addSuppressed(removed);
                throw e;
            }
        }
    }

    StoredSegment and(StoredSegment other) {
        return new StoredSegment(
                name, plain == null ? other.plain : plain, compressed == null ? other.compressed : compressed);
    }
}
