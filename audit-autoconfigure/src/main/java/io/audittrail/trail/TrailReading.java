package io.audittrail.trail;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The records of all streams that answer a query, one at a time: of each stream in its own order, between streams by their
 * timestamps. Not thread-safe.
 */
final class TrailReading implements RecordReading {

    private static final int MOST_NAMED = 5;

    private final Scan scan;
    private final KnownStreams known;
    private final Map<String, StreamScan> streams = new LinkedHashMap<>();
    private final Map<String, List<StoredSegment>> listed;
    private final PriorityQueue<String> heads;
    private final Repeats repeats;
    private @Nullable String current;
    private boolean began;
    private boolean stopped;

    /** @param known the streams that there are, of which some may be in another directory */
    TrailReading(Path directory, Scan scan, KnownStreams known) throws IOException {
        this.scan = scan;
        this.known = known;
        Comparator<String> byTime = Comparator.comparing(stream -> head(stream).at());
        this.heads =
                new PriorityQueue<>((scan.isForward() ? byTime : byTime.reversed()).thenComparing(stream -> stream));
        AuditQuery query = scan.criteria().query();
        String text = query.cursor();
        Cursor cursor = text == null ? null : Cursor.parse(text, query.isOldestFirst());
        listed = TrailSegments.list(directory);
        repeats = new Repeats(scan, listed, cursor);
        for (Map.Entry<String, List<StoredSegment>> stream : listed.entrySet()) {
            Place from = cursor == null ? null : cursor.place(stream.getKey());
            if (cursor == null || from != null || scan.isForward()) {
                streams.put(stream.getKey(), new StreamScan(stream.getValue(), scan, from));
            }
        }
    }

    @Override
    public List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    @Override
    public boolean advance() throws IOException {
        if (began) {
            String behind = current;
            current = null;
            if (behind != null) {
                advance(behind);
            }
        } else {
            began = true;
            for (String stream : streams.keySet()) {
                advance(stream);
            }
        }
        while (!stopped && !heads.isEmpty()) {
            String stream = heads.remove();
            if (repeats.isNew(head(stream))) {
                current = stream;
                scan.budget().answer(record().json().length());
                return true;
            }
            advance(stream);
        }
        return false;
    }

    private void advance(String stream) throws IOException {
        StreamScan lines = scan(stream);
        if (lines.advance()) {
            heads.add(stream);
        } else if (lines.isStopped()) {
            stopped = true; // What the others have may be for a later page than what it has not read yet.
        }
    }

    @Override
    public AuditRecord record() {
        if (current == null) {
            throw new IllegalStateException("advance() first");
        }
        return head(current);
    }

    @Override
    public @Nullable String next() throws IOException {
        if (!stopped && current == null && heads.isEmpty()) {
            return null;
        }
        Map<String, Place> places = new HashMap<>();
        for (Map.Entry<String, StreamScan> stream : streams.entrySet()) {
            Place place = place(stream.getKey(), stream.getValue());
            if (place != null) {
                places.put(stream.getKey(), place);
            }
        }
        return Cursor.of(scan.isForward(), places).text();
    }

    private @Nullable Place place(String stream, StreamScan lines) throws IOException {
        if (stream.equals(current)) {
            return lines.behind();
        }
        return heads.contains(stream) ? lines.before() : lines.rest();
    }

    /** Of streams that do not begin with their first line. */
    @Override
    public void remarkMissingStart() throws IOException {
        for (List<StoredSegment> segments : listed.values()) {
            StoredSegment oldest = segments.get(0);
            long firstSeq = oldest.name().firstSeq();
            Instant begin = firstSeq == 1 ? null : SegmentOpening.begin(oldest);
            Instant from = scan.criteria().query().from();
            if (firstSeq > 1 && (from == null || begin == null || from.isBefore(begin))) {
                scan.remarks()
                        .broken("The log of " + oldest.name().stream() + " begins with seq " + firstSeq
                                + (begin == null ? "" : " at " + begin) + ": what was before it is not here any more.");
            }
        }
    }

    @Override
    public void remarkOthers() {
        List<String> others = known.streams().stream()
                .filter(stream -> !listed.containsKey(stream))
                .toList();
        if (!others.isEmpty()) {
            String more = others.size() > MOST_NAMED ? " and " + (others.size() - MOST_NAMED) + " more" : "";
            scan.remarks()
                    .say("Other instances have logs of their own, which are not read here: "
                            + String.join(", ", others.subList(0, Math.min(MOST_NAMED, others.size()))) + more + '.');
        }
    }

    @Override
    public void close() {
        streams.values().forEach(StreamScan::close);
    }

    private AuditRecord head(String stream) {
        return scan(stream).record();
    }

    private StreamScan scan(String stream) {
        return Objects.requireNonNull(streams.get(stream), stream);
    }
}
