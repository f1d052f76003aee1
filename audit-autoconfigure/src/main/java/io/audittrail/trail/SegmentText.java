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

/**
 * The text of a segment, plain or compressed, read by whole lines from any place. When the segment is compressed meanwhile,
 * reading goes on at the same place of its text. The file is opened for each block and never kept open. Thread-safe.
 */
final class SegmentText {

    /** Far above any record; keeps a file that is no log from filling the memory. */
    static final int MAX_LINE = 16 * 1024 * 1024;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int MORE = 64 * 1024;

    private final Path file;
    private final Path compressed;
    private final Remarks remarks;
    private final Buffers buffers;
    private volatile @Nullable Path plain;
    private volatile @Nullable Members members;

    /** @param remarks is told of what cannot be read */
    SegmentText(StoredSegment segment, Remarks remarks, Buffers buffers) {
        this.buffers = buffers;
        this.file = segment.path();
        this.plain = segment.plain();
        this.compressed = segment.path().resolveSibling(segment.name().compressed());
        this.remarks = remarks;
    }

    /** How long the text is now; 0 once the segment is removed. */
    long length() throws IOException {
        Path text = plain;
        if (text != null) {
            try {
                return Files.size(text);
            } catch (NoSuchFileException e) {
                plain = null;
            }
        }
        try (SeekableByteChannel channel = Files.newByteChannel(compressed, READ)) {
            return members(channel).length();
        } catch (NoSuchFileException e) {
            removed();
            return 0;
        }
    }

    /** Where a block of about this size best begins that ends here: members of a compressed segment are read as a whole. */
    long startBefore(long end, int size) {
        Members known = members;
        return known == null ? Math.max(0, end - size) : known.offsets[known.at(end - 1)];
    }

    /** Where a block of about this size best ends that begins here. */
    long endAfter(long start, int size) {
        Members known = members;
        return known == null ? start + size : known.offsets[Math.min(known.at(start) + 1, known.offsets.length - 1)];
    }

    /** The lines that begin from the one place on and before the other. */
    TextBlock lines(long from, long to) throws IOException {
        Path text = plain;
        if (text != null) {
            try (SeekableByteChannel channel = Files.newByteChannel(text, READ)) {
                return plainLines(channel, from, to);
            } catch (NoSuchFileException e) {
                plain = null;
            }
        }
        try (SeekableByteChannel channel = Files.newByteChannel(compressed, READ)) {
            return inflatedLines(channel, members(channel), from, to);
        } catch (NoSuchFileException e) {
            removed();
            return TextBlock.EMPTY;
        }
    }

    /** By retention, or by somebody else. */
    private void removed() {
        remarks.broken(file, "was removed while the log was read");
    }

    /** A writer cuts off what it could not write as a whole, so the file may have become shorter. */
    private TextBlock plainLines(SeekableByteChannel channel, long from, long to) throws IOException {
        long begin = Math.max(0, from - 1); // With the newline that ends the line before.
        int asked = (int) (to - begin);
        byte[] bytes = buffers.take(asked + MORE); // Mostly with the end of the last line.
        int length = read(channel, begin, bytes, 0);
        int start = from == 0 ? 0 : 1 + TextBlock.newline(bytes, 0, Math.min(asked, length));
        if (length == 0 || (from > 0 && start == 0)) {
            buffers.giveBack(bytes);
            return TextBlock.EMPTY; // All of it belongs to a line that begins before.
        }
        int end = 1 + TextBlock.lastNewline(bytes, Math.min(asked, length));
        if (end < asked) {
            int last = TextBlock.newline(bytes, Math.min(asked, length), length);
            if (last < 0 && length == bytes.length) {
                return withLongLine(channel, begin, bytes, start, Math.max(start, end));
            }
            end = last < 0 ? end : last + 1; // Without a newline it is still being written, or torn.
        }
        return new TextBlock(bytes, start, Math.max(start, end), begin + start);
    }

    /** The last line goes on behind what was read. How long it is shows before anything is held of it. */
    private TextBlock withLongLine(SeekableByteChannel channel, long begin, byte[] bytes, int start, int line)
            throws IOException {
        int end = bytes.length;
        byte[] part = new byte[MORE];
        while (end - line <= MAX_LINE) {
            int more = read(channel, begin + end, part, 0);
            int newline = TextBlock.newline(part, 0, more);
            if (newline >= 0) {
                byte[] all = Arrays.copyOf(bytes, end + newline + 1);
                int rest = all.length - bytes.length;
                boolean isThere = read(channel, begin + bytes.length, all, bytes.length) == rest;
                return new TextBlock(all, start, isThere ? all.length : line, begin + start);
            }
            if (more < part.length) { // Still being written, or torn.
                return new TextBlock(bytes, start, line, begin + start);
            }
            end += more;
        }
        remarks.broken(file, "holds a line of more than " + MAX_LINE + " bytes");
        return new TextBlock(bytes, start, line, begin + start);
    }

    private TextBlock inflatedLines(SeekableByteChannel channel, Members known, long from, long to) throws IOException {
        TextBlock text = TextBlock.EMPTY;
        int last = known.at(Math.min(to, known.length()) - 1);
        for (int n = Math.max(0, known.at(from)); n <= last; n++) {
            byte[] member = inflate(channel, known.index, n);
            if (member != null) {
                text = text.followedBy(member, known.offsets[n]);
            }
        }
        return text.within(from, to);
    }

    private byte @Nullable [] inflate(SeekableByteChannel channel, MemberIndex index, int n) throws IOException {
        try {
            byte[] text = index.text(channel, n, MAX_LINE);
            if (text.length > 0 && text[text.length - 1] == '\n') {
                return text;
            }
            remarks.broken(compressed, "the gzip member at byte " + index.offset(n) + " does not end a line");
        } catch (DamagedGzipException e) {
            remarks.broken(compressed, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private synchronized Members members(SeekableByteChannel channel) throws IOException {
        Members known = members;
        if (known != null) {
            return known;
        }
        MemberIndex index = MemberIndex.upToDamage(channel);
        if (index.damage() != null) {
            remarks.broken(compressed, index.damage().getMessage() + "; what follows is left out");
        }
        long[] offsets = new long[index.size() + 1];
        for (int n = 0; n < index.size(); n++) {
            offsets[n + 1] = offsets[n] + index.textLength(channel, n);
        }
        Members found = new Members(index, offsets);
        members = found;
        return found;
    }

    /** Reads until the array is full, or the file ends. Returns how many bytes it was. */
    private static int read(SeekableByteChannel channel, long position, byte[] target, int at) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(target, at, target.length - at);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until it is full, or the file ends.
        }
        return bytes.position() - at;
    }

    /** The members of the compressed file, and where in the text each begins; last, where that of the last one ends. */
    private static final class Members {

        final MemberIndex index;
        final long[] offsets;

        Members(MemberIndex index, long[] offsets) {
            this.index = index;
            this.offsets = offsets;
        }

        long length() {
            return offsets[offsets.length - 1];
        }

        /** The member that holds this byte of the text. */
        int at(long position) {
            int found = Arrays.binarySearch(offsets, position);
            return found >= 0 ? found : -found - 2;
        }
    }
}
