package io.audittrail.trail;

import io.audittrail.AuditRecord;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which records came before: delivery may repeat one, in another stream, and transaction and number name it. Where a
 * page goes on, looks back at the end of the one before. Not thread-safe.
 */
final class Repeats {

    private static final int REMEMBERED = 20_000;

    /** So much of each stream, and of all. */
    private static final long NEAR = 512 * 1024;

    private static final long NEAR_ALL = 8 * 1024 * 1024;
    private static final long FAR = 16 * 1024 * 1024;
    private static final long FAR_ALL = 64 * 1024 * 1024;

    private final Scan scan;
    private final Map<String, List<StoredSegment>> streams;
    private final @Nullable Cursor cursor;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private boolean hasLooked;
    private boolean hasLookedFar;

    /** @param cursor where the page before has ended; null for the first */
    Repeats(Scan scan, Map<String, List<StoredSegment>> streams, @Nullable Cursor cursor) {
        this.scan = scan;
        this.streams = streams;
        this.cursor = cursor;
    }

    /** Whether the record did not come before; from now on, it did. */
    boolean isNew(AuditRecord record) throws IOException {
        if (streams.size() == 1) {
            return true;
        }
        if (cursor != null && !hasLooked) {
            hasLooked = true;
            lookBack(cursor, Math.min(NEAR, NEAR_ALL / streams.size()));
        }
        if (cursor != null && !hasLookedFar && scan.isForward() && record.redelivered()) {
            hasLookedFar = true; // What was taken over comes as much later as that took.
            lookBack(cursor, Math.min(FAR, FAR_ALL / streams.size()));
        }
        return remember(record);
    }

    private void lookBack(Cursor cursor, long bytes) throws IOException {
        for (Map.Entry<String, List<StoredSegment>> stream : streams.entrySet()) {
            Place place = cursor.place(stream.getKey());
            boolean isNewStream = place == null && scan.isForward();
            if (!isNewStream) { // Newest first, one without a place was read to its end.
                lookBack(new StreamScan(stream.getValue(), scan.back(bytes), place));
            }
        }
    }

    private void lookBack(StreamScan before) throws IOException {
        try {
            while (seen.size() < REMEMBERED && before.advance()) {
                remember(before.record());
            }
        } finally {
            before.close();
        }
    }

    private boolean remember(AuditRecord record) {
        return seen.put(record.tx() + '/' + record.n(), true) == null;
    }
}
