package io.audittrail.trail;

import io.audittrail.segment.DamagedGzipException;
import io.audittrail.segment.MemberIndex;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of a segment, plain or compressed, read from any place towards its start. When the segment is compressed
 * meanwhile, reading goes on at the same place of its text. The file is opened for each block and never kept open.
 */
final class SegmentText {

    /** Some bytes that stand one after the other, and where in the text they end. */
    static final class Block {

        final byte[] bytes;
        final long end;

        Block(byte[] bytes, long end) {
            this.bytes = bytes;
            this.end = end;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(SegmentText.class);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final byte[] NO_BYTES = {};
    private static final Block NOTHING = new Block(NO_BYTES, 0);

    private final Path compressed;
    private final int maxMember;
    private @Nullable Path plain;
    private @Nullable MemberIndex members;
    /** Where the text of each member begins, and, last, where that of the last one ends. */
    private long[] textOffsets = {0};

    private int inflated = -1;
    private byte[] inflatedText = NO_BYTES;

    /** @param maxMember how many bytes the text of a member may have; larger ones are left out */
    SegmentText(StoredSegment segment, int maxMember) {
        this.plain = segment.plain();
        this.compressed = segment.path().resolveSibling(segment.name().compressed());
        this.maxMember = maxMember;
    }

    /** How long the text is now; 0 once the segment is removed. */
    long length() throws IOException {
        if (plain != null) {
            try {
                return Files.size(plain);
            } catch (NoSuchFileException e) {
                plain = null;
            }
        }
        try (SeekableByteChannel file = Files.newByteChannel(compressed, READ)) {
            index(file);
            return textOffsets[textOffsets.length - 1];
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Whether a line is known to begin here: members of a compressed segment end with a line. */
    boolean beginsLine(long position) {
        return position == 0 || (members != null && Arrays.binarySearch(textOffsets, position) >= 0);
    }

    /**
     * At least one and at most so many of the bytes before a position; none where the text begins. What cannot be read is
     * left out: then the block ends before that position.
     */
    Block before(long position, int most) throws IOException {
        if (plain != null) {
            try (SeekableByteChannel file = Files.newByteChannel(plain, READ)) {
                return plainBefore(file, position, most);
            } catch (NoSuchFileException e) {
                plain = null;
            }
        }
        try (SeekableByteChannel file = Files.newByteChannel(compressed, READ)) {
            return membersBefore(file, index(file), position, most);
        } catch (NoSuchFileException e) {
            return NOTHING; // Removed by retention.
        }
    }

    /** A writer cuts off what it could not write as a whole, so the file may have become shorter. */
    private static Block plainBefore(SeekableByteChannel file, long position, int most) throws IOException {
        long end = Math.min(position, file.size());
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(end, most));
        long start = end - block.capacity();
        file.position(start);
        while (block.hasRemaining() && file.read(block) >= 0) {
            // Until it is full.
        }
        return new Block(Arrays.copyOf(block.array(), block.position()), start + block.position());
    }

    private Block membersBefore(SeekableByteChannel file, MemberIndex index, long position, int most)
            throws IOException {
        int n = index.size() - 1;
        while (n >= 0 && textOffsets[n] >= position) {
            n--;
        }
        while (n >= 0 && !inflate(file, index, n)) {
            n--;
        }
        if (n < 0) {
            return NOTHING;
        }
        int end = (int) Math.min(position - textOffsets[n], inflatedText.length);
        return new Block(Arrays.copyOfRange(inflatedText, Math.max(0, end - most), end), textOffsets[n] + end);
    }

    private boolean inflate(SeekableByteChannel file, MemberIndex index, int n) throws IOException {
        if (n == inflated) {
            return true;
        }
        inflatedText = NO_BYTES; // Never two of them.
        inflated = -1;
        try {
            byte[] text = index.text(file, n, maxMember);
            if (text.length > 0 && text[text.length - 1] == '\n') {
                inflatedText = text;
                inflated = n;
                return true;
            }
            log.warn("{}: the gzip member at byte {} does not end a line; it is left out", compressed, index.offset(n));
        } catch (DamagedGzipException e) {
            log.warn("{}: {}; it is left out", compressed, e.getMessage());
        }
        return false;
    }

    private MemberIndex index(SeekableByteChannel file) throws IOException {
        MemberIndex known = members;
        if (known != null) {
            return known;
        }
        MemberIndex index = MemberIndex.upToDamage(file);
        if (index.damage() != null) {
            log.warn(
                    "{}: {}; what follows is left out",
                    compressed,
                    index.damage().getMessage());
        }
        long[] offsets = new long[index.size() + 1];
        for (int n = 0; n < index.size(); n++) {
            offsets[n + 1] = offsets[n] + index.textLength(file, n);
        }
        textOffsets = offsets;
        members = index;
        return index;
    }
}
