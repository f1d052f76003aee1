package io.audittrail.verify;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Checkpoint;
import io.audittrail.EntityRef;
import io.audittrail.Entry;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import io.audittrail.line.CheckpointText;
import io.audittrail.line.Records;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Wrote {@code src/test/resources/corpus/v1}; see the README there. Run again it writes another corpus of the same kind,
 * with another key, to a directory that does not exist yet. The key that signs is never written.
 */
final class CorpusWriter {

    private final Path directory;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private long seconds;

    private CorpusWriter(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        new CorpusWriter(Files.createDirectory(Path.of(args[0]))).write();
    }

    private void write() throws IOException, GeneralSecurityException {
        Path whole = Files.createDirectory(directory.resolve("whole"));
        writeEveryKindOfLine(new TestLog(whole, "corpus"));
        writeRemovedStart(new TestLog(whole, "corpus_removed-2"));
        writeBrokenChain(new TestLog(Files.createDirectory(directory.resolve("broken")), "corpus"));
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        List<Checkpoint> signed = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            signed.add(CheckpointText.sign(checkpoint, keys.getPrivate()));
        }
        TestLog.checkpoints(directory.resolve("checkpoints.jsonl"), signed.toArray(Checkpoint[]::new));
        TestLog.checkpoints(directory.resolve("checkpoints-unsigned.jsonl"), checkpoints.toArray(Checkpoint[]::new));
        Files.writeString(
                directory.resolve("public-key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private void writeEveryKindOfLine(TestLog log) throws IOException {
        log.segment();
        log.control("started", started());
        checkpoints.add(log.head());
        log.records(set(actors()), false, false);
        log.records(set(List.of(values())), false, false);
        checkpoints.add(log.head());

        log.segment();
        log.records(set(identifiers()), false, false);
        log.records(longLine(), false, false);
        log.records(set(List.of(renamed(1))), true, false);
        log.records(set(List.of(renamed(2))), false, true);
        log.records(set(List.of(renamed(3), renamed(4))), true, true);

        log.segment();
        for (Map.Entry<String, Map<String, ?>> control : controls().entrySet()) {
            log.control(control.getKey(), control.getValue());
        }
        log.written();
        byte[] counting = Files.readAllBytes(log.file(2));

        log.segment(counting.length);
        log.records(set(List.of(renamed(5))), false, false);
        log.control("stopped", Map.of("policyDigest", "0".repeat(64))).written();
        checkpoints.add(log.head());
        Files.writeString(log.file(2), "{\"v\":1,\"@timestamp\":\"2026-11-2", StandardOpenOption.APPEND);

        log.compress(0).compress(1);
        Files.delete(log.file(0));
        Files.delete(log.file(1));
    }

    private void writeRemovedStart(TestLog log) throws IOException {
        log.segment().record(1).record(2);
        checkpoints.add(log.head());
        log.segment().record(3);
        checkpoints.add(log.head());
        log.segment().record(4).written();
        log.remove(0).remove(1).written();
        checkpoints.add(log.head());
    }

    private static void writeBrokenChain(TestLog log) throws IOException {
        log.segment().record(1);
        log.broken(41).record(2);
        log.segment().record(3).written();
    }

    private static Map<String, Object> started() {
        return TestLog.details(
                "policyDigest",
                "0".repeat(64),
                "application",
                "corpus",
                "version",
                "1.2",
                "policy",
                Map.of("sam", Map.of("types", List.of("Project"))));
    }

    private static Map<String, Map<String, ?>> controls() {
        String other = "1".repeat(64);
        Map<String, Map<String, ?>> controls = new LinkedHashMap<>();
        controls.put("policy-changed", Map.of("policyDigest", other));
        controls.put("suspended", TestLog.details("reason", "No space left on device"));
        controls.put(
                "resumed",
                TestLog.details("transactions", 2L, "records", 5L, "lostTransactions", 0L, "lostRecords", 0L));
        controls.put(
                "tail-repaired",
                TestLog.details("file", "corpus.0000000000000001.jsonl", "bytes", 17L, "kept", "x.torn-1"));
        controls.put(
                "segment-removed",
                TestLog.details(
                        "file",
                        "x.0000000000000001.jsonl",
                        "firstSeq",
                        1L,
                        "seq",
                        1L,
                        "hash",
                        other,
                        "reason",
                        "size"));
        controls.put("log-read", Map.of("actor", "carol"));
        controls.put("paused", Map.of("actor", "carol"));
        return controls;
    }

    private static List<ChangeRecord> actors() {
        List<ChangeRecord> records = new ArrayList<>();
        for (Actor actor : List.of(
                Actor.user("bob"),
                Actor.user("admin").via("carol"),
                Actor.ANONYMOUS,
                Actor.SYSTEM,
                Actor.job("nightly").via("bob"),
                Actor.UNKNOWN,
                new Actor("psql", Actor.Kind.EXTERNAL, null))) {
            records.add(new ChangeRecord(
                    Operation.UPDATE,
                    new EntityRef("Project", 1L),
                    "NCAR0001",
                    actor,
                    "ticket \"123\"",
                    List.of(new Change("title", "Old", "New"))));
        }
        return records;
    }

    /** An attribute for each kind of value, in both directions. */
    private static ChangeRecord values() {
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        nested.put("city", "Zürich");
        nested.put("none", null);
        nested.put("list", List.of(1L, "two", List.of()));
        List<@Nullable Object> values = Arrays.asList(
                null,
                "",
                "plain",
                "a\"b\\c/d\b\f\n\r\t\u0000\u001b\u007f\u0085",
                "Grüße, 日本語, \ud83d\ude00",
                "\u2028\u2029\u202e\u2066\u200f\u061c \ud800 \udc00",
                true,
                false,
                0L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                7,
                (short) -7,
                (byte) 7,
                new BigDecimal("1.500"),
                new BigDecimal("-0.000000000000000000001"),
                new BigDecimal("1E+1000000000"),
                new BigInteger("123456789012345678901234567890"),
                1.5d,
                1e300,
                0.1f,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                UUID.fromString("01999f3c-4e7a-7abc-8def-0123456789ab"),
                LocalDate.of(2026, 11, 21),
                LocalDate.of(-44, 3, 15),
                LocalTime.of(4, 35),
                Records.AT,
                Hidden.MASKED,
                Hidden.unreadable(new IllegalStateException("secret")),
                Map.of("unread", "Blob"),
                nested,
                List.of("a", nested),
                TestLog.details("length", 100_000L, "sha256", "0".repeat(64), "head", "x".repeat(64)));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            changes.add(new Change("value" + i, i % 2 == 0 ? values.get(i) : null, i % 2 == 0 ? null : values.get(i)));
        }
        return new ChangeRecord(Operation.CREATE, new EntityRef("Values", 1L), null, Actor.user("bob"), null, changes);
    }

    private static List<ChangeRecord> identifiers() {
        Map<String, Object> composite = new LinkedHashMap<>();
        composite.put("project", 1L);
        composite.put("code", "A/1");
        List<ChangeRecord> records = new ArrayList<>();
        for (Object id : List.of(1L, "one", true, UUID.fromString("01999f3c-4e7a-7abc-8def-0123456789ab"), composite)) {
            records.add(new ChangeRecord(
                    Operation.DELETE,
                    new EntityRef("Allocation", id),
                    null,
                    Actor.user("bob"),
                    null,
                    List.of(new Change("hours", new BigDecimal("8.00"), null))));
        }
        return records;
    }

    /** Longer than a gzip member: one of its own. */
    private ChangeSet longLine() {
        return set(List.of(Records.update(9L, new Change("text", "x".repeat(300_000), "short"))));
    }

    private static ChangeRecord renamed(long id) {
        return Records.update(id, new Change("title", "Old " + id, "New " + id));
    }

    private ChangeSet set(List<? extends Entry> records) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("request", "PUT /projects/1");
        context.put("ip", "192.0.2.7");
        UUID tx = new UUID(0x01999f3c_4e7a_7abcL, 0x8def_0000_0000_0000L | ++seconds);
        return new ChangeSet(tx, Records.AT.plusSeconds(seconds), "sam", List.copyOf(records), context);
    }
}
