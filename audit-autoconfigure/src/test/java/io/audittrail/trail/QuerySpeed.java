package io.audittrail.trail;

import io.audittrail.Actor;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.segment.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Measures how fast a log of 1 GB is read; no test. {@code write DIRECTORY}, {@code read DIRECTORY [TIMES]}, {@code compress DIRECTORY}
 * and {@code read DIRECTORY} again, see CONTRIBUTING.md.
 */
final class QuerySpeed {

    private static final int SEGMENT = 100_000_000;
    private static final long BYTES = 1L << 30;
    private static final int ENTITIES = 500_000;
    private static final int TIMES = 5;

    private QuerySpeed() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[1]));
        switch (args[0]) {
            case "write" -> write(directory, BYTES);
            case "compress" -> compress(directory);
            default -> read(directory, args.length > 2 ? Integer.parseInt(args[2]) : TIMES);
        }
    }

    /** Records of about 420 bytes. */
    static void write(Path directory, long bytes) throws IOException {
        WrittenLog log = new WrittenLog(directory, "speed");
        Random random = new Random(1);
        long written = 0;
        for (int second = 0; written + log.length() < bytes; second++) {
            int id = random.nextInt(ENTITIES);
            log.changes(new ChangeSet(
                    new UUID(7, second),
                    WrittenLog.at(second),
                    "sam",
                    List.of(new ChangeRecord(
                            Operation.UPDATE,
                            new EntityRef("Project", id),
                            "NCAR" + id,
                            Actor.user("user" + random.nextInt(100)),
                            null,
                            List.of(new Change("title", "Old " + second, "New " + random.nextLong())))),
                    Map.of("ip", "192.0.2." + random.nextInt(256), "request", "PUT /projects/" + id)));
            if (log.length() > SEGMENT) {
                written += log.length();
                log.roll(second);
            }
        }
        log.write();
    }

    static void compress(Path directory) throws IOException {
        for (List<StoredSegment> segments : TrailSegments.list(directory).values()) {
            for (StoredSegment segment : segments) {
                WrittenLog.compress(segment.path());
            }
        }
    }

    private static void read(Path directory, int times) {
        FileAuditTrail trail = new FileAuditTrail(directory);
        Map<String, AuditQuery> queries = new LinkedHashMap<>();
        queries.put("the newest 50", AuditQuery.all());
        queries.put("one entity", AuditQuery.of("Project", 4_242));
        queries.put("one id of any type", AuditQuery.all().withId(4_242));
        queries.put("one label", AuditQuery.all().labelled("NCAR4242"));
        queries.put("one actor's newest 500", AuditQuery.all().by("user7").limit(500));
        queries.put("a text that is nowhere", AuditQuery.all().containing("nowhere to be found"));
        queries.put(
                "an hour",
                AuditQuery.all()
                        .between(WrittenLog.at(1_000_000), WrittenLog.at(1_003_600))
                        .limit(10_000));
        queries.forEach((name, query) -> {
            double best = Double.MAX_VALUE;
            AuditPage page = trail.find(query);
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                page = trail.find(query);
                best = Math.min(best, (System.nanoTime() - start) / 1e6);
            }
            System.out.printf("%s: %d records, %.0f ms%n", name, page.records().size(), best);
        });
    }
}
