package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.checkpoint.CheckpointFile;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentDirectory;
import io.audittrail.segment.StoredSegment;
import io.audittrail.trail.FileAuditTrail;
import io.audittrail.trail.TypeNames;
import io.audittrail.verify.Damage;
import io.audittrail.verify.StreamVerification;
import io.audittrail.verify.Verification;
import io.audittrail.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger writes, whatever happens to it, is what the verifier takes for whole. */
class VerifiedLedgerTests {

    @TempDir
    Path directory;

    @Test
    void manySegmentsAndRestartsAreWholeAtAnyTime() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        fixture.maxSize = 2_000;
        long id = 0;
        for (int start = 0; start < 3; start++) {
            try (Ledger ledger = fixture.open()) {
                for (int i = 0; i < 20; i++) {
                    fixture.append(ledger, id++);
                    assertThat(verified().lastSeq()).isEqualTo(ledger.seq());
                }
            }
        }
        assertThat(verified().lines())
                .isEqualTo(ChainCheck.lines(directory, LedgerFixture.STREAM).size());
    }

    @Test
    void aFileThatSomebodyExtendedEndsWhereTheLedgerSays() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            Path active = ledger.directory().resolve(LedgerFixture.STREAM + ".0000000000000001.jsonl");
            Files.writeString(active, "not ours\n", StandardOpenOption.APPEND);
            fixture.round(ledger);
            fixture.append(ledger, 2);
        }
        assertThat(ChainCheck.segments(directory, LedgerFixture.STREAM)).hasSizeGreaterThan(1);
        verified();
    }

    @Test
    void whatAFailedWriteLeftBehindDoesNotCount() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.write = true;
            faults.truncate = true;
            fixture.append(ledger, 2);
            faults.write = false;
            fixture.round(ledger);
            fixture.append(ledger, 3);
        }
        assertThat(Files.readString(
                        ChainCheck.segments(directory, LedgerFixture.STREAM).get(0)))
                .doesNotEndWith("\n");
        assertThat(ChainCheck.segments(directory, LedgerFixture.STREAM)).hasSizeGreaterThan(1);
        verified();
    }

    @Test
    void aTornLineIsDamageUntilTheNextStartHasRepairedIt() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }
        Path segment = ChainCheck.segments(directory, LedgerFixture.STREAM).get(0);
        Files.writeString(segment, "{\"v\":1,\"@timestamp\":\"2026", StandardOpenOption.APPEND);
        assertThat(Verifier.ofChain().directory(directory).damages())
                .extracting(Damage::kind)
                .containsExactly(Damage.Kind.TORN_LINE);

        fixture.open().close();
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 2);
        }
        verified();
    }

    @Test
    void whatTheLedgerWroteIsTheSameCompressed() throws IOException {
        LedgerFixture fixture = new LedgerFixture(directory);
        fixture.maxSize = 2_000;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < 20; i++) {
                fixture.append(ledger, i);
            }
        }
        StreamVerification before = verified();
        for (StoredSegment segment : SegmentDirectory.list(directory).segments(LedgerFixture.STREAM)) {
            Path compressed = directory.resolve(segment.name().compressed());
            try (InputStream in = segment.open();
                    OutputStream out = Files.newOutputStream(compressed)) {
                MemberWriter.compress(in, out);
            }
            Files.delete(segment.path());
        }
        assertThat(verified()).isEqualTo(before);
    }

    @Test
    void whatIsCompressedAndRemovedMeanwhileIsNeitherDamagedNorMissing() throws Exception {
        LedgerFixture fixture = new LedgerFixture(directory.resolve("log"));
        Path checkpoints = directory.resolve("checkpoints");
        fixture.ownThread = true;
        fixture.maxSize = 2_000;
        fixture.retention = new Retention(true, null, 60_000);
        fixture.witnesses = new Witnesses(List.of(new CheckpointFile(checkpoints)), null);
        AtomicBoolean goOn = new AtomicBoolean(true);
        try (Ledger ledger = fixture.open()) {
            Thread writer = new Thread(() -> {
                while (goOn.get()) {
                    fixture.clock.move(Duration.ofMillis(100));
                    ledger.deliver(ledger.encode(fixture.set(1)));
                    LockSupport.parkNanos(200_000);
                }
            });
            writer.start();
            while (Files.notExists(checkpoints)) {
                Thread.onSpinWait();
            }
            Verifier verifier = Verifier.ofChain().withCheckpoints(checkpoints);
            FileAuditTrail trail = new FileAuditTrail(fixture.directory, stream -> true, TypeNames.AS_THEY_ARE);
            try {
                while (!hasLostItsStart(fixture.directory) || ledger.seq() < 8_000) {
                    assertThat(verifier.directory(fixture.directory).damages()).isEmpty();
                    assertThat(trail.gaps()).isEmpty();
                }
            } finally {
                goOn.set(false);
                writer.join();
            }
        }
        assertThat(fixture.failures.report().failures()).isEmpty();
    }

    private static boolean hasLostItsStart(Path directory) throws IOException {
        return SegmentDirectory.list(directory)
                        .segments(LedgerFixture.STREAM)
                        .get(0)
                        .name()
                        .firstSeq()
                > 1;
    }

    private StreamVerification verified() throws IOException {
        Verification found = Verifier.ofChain().directory(directory);
        assertThat(found.damages()).isEmpty();
        List<StreamVerification> streams = found.streams();
        assertThat(streams).hasSize(1);
        return streams.get(0);
    }
}
