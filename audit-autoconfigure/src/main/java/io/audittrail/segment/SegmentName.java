package io.audittrail.segment;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a segment says: whose it is, and the seq of its first line. Plain or compressed, it is one segment. */
public record SegmentName(String stream, long firstSeq) implements Comparable<SegmentName> {

    private static final String COMPRESSED = ".gz";
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,99})\\.([0-9]{16})\\.jsonl(?:\\.gz)?");
    private static final Comparator<SegmentName> ORDER =
            Comparator.comparing(SegmentName::stream).thenComparingLong(SegmentName::firstSeq);

    /** The segment that a file of this name is, or a part of; null when it is none. */
    public static @Nullable SegmentName parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches() ? new SegmentName(name.group(1), Long.parseLong(name.group(2))) : null;
    }

    public static boolean isCompressed(String fileName) {
        return fileName.endsWith(COMPRESSED);
    }

    /** The name of the file as it is written. The log itself always names a segment so. */
    public String plain() {
        return String.format("%s.%016d.jsonl", stream, firstSeq);
    }

    /** The name of the file once it is compressed. */
    public String compressed() {
        return plain() + COMPRESSED;
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }
}
