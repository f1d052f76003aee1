package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Checkpoint;
import io.audittrail.CheckpointSink;
import io.audittrail.line.CheckpointText;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class CheckpointsTests {

    @TempDir
    Path directory;

    private final List<Checkpoint> told = new CopyOnWriteArrayList<>();
    private final CheckpointSink sink = told::add;
    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
        fixture.witnesses = new Witnesses(List.of(sink), null);
    }

    @Test
    void thereIsOneEachSecondWhenSomethingWasWritten() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(told).singleElement().satisfies(this::assertFits);
            assertThat(told.get(0).seq()).isEqualTo(ledger.seq());
            assertThat(told.get(0).at()).isEqualTo(fixture.clock.instant());

            fixture.round(ledger);
            assertThat(told).hasSize(1);

            fixture.append(ledger, 2);
            ledger.housekeeping().round();
            assertThat(told).hasSize(1);

            fixture.round(ledger);
            assertThat(told).hasSize(2).allSatisfy(this::assertFits);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsOneOfASegmentThatWasClosedWithoutWaitingForTheSecond(LedgerSettings.Fsync fsync) throws IOException {
        fixture.fsync = fsync;
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(told).hasSize(1);

            fixture.fillSegment(ledger);
            ledger.housekeeping().round();
            assertThat(told).hasSize(2).allSatisfy(this::assertFits);
            assertThat(told.get(1).seq()).isEqualTo(ledger.seq());
        }
    }

    @Test
    void theLastOneIsOfTheLastLine() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }
        List<JsonNode> lines = ChainCheck.lines(directory, STREAM);
        assertThat(told).singleElement().satisfies(this::assertFits);
        assertThat(told.get(0).seq()).isEqualTo(lines.size());
        assertThat(lines.get(lines.size() - 1).path("control").stringValue()).isEqualTo("stopped");
    }

    @Test
    void thereIsNoneOfWhatIsNotOnTheDisk() throws IOException {
        FailingFile.Faults faults = new FailingFile.Faults();
        fixture.files = faults;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            faults.sync = true;

            fixture.round(ledger);
            assertThat(told).isEmpty();

            faults.sync = false;
            fixture.round(ledger);
            assertThat(told).isNotEmpty().allSatisfy(this::assertFits);
        }
    }

    @Test
    void theyAreSignedOverTheirText() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        fixture.witnesses = new Witnesses(List.of(sink), text -> {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        });

        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }

        assertThat(CheckpointText.isSignedBy(told.get(0), pair.getPublic())).isTrue();
    }

    @Test
    void noneGoesOutUnsignedWhenTheSignerFails() throws IOException {
        boolean[] fails = {true};
        fixture.witnesses = new Witnesses(List.of(sink), text -> {
            if (fails[0]) {
                throw new IOException("The key is not there");
            }
            return new byte[64];
        });
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(told).isEmpty();
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains("Signing", "The key is not there");

            fails[0] = false;
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.round(ledger);
            assertThat(told).hasSize(1);
            assertThat(ledger.report().problems()).isEmpty();
        }
    }

    @Test
    void aSinkThatFailsIsShownAndKeepsNoOtherFromItsCheckpoints() throws IOException {
        boolean[] fails = {true};
        CheckpointSink failing = checkpoint -> {
            if (fails[0]) {
                throw new IllegalStateException("The database is not there");
            }
        };
        fixture.witnesses = new Witnesses(List.of(failing, sink), null);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            assertThat(told).hasSize(1);
            assertThat(fixture.failures.report().failures()).containsEntry("checkpoint-failed", 1L);
            assertThat(ledger.report().problems()).singleElement().asString().contains("The database is not there");

            fails[0] = false;
            fixture.append(ledger, 2);
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void aSlowSinkHoldsUpNobodyAndGetsTheNewestInTheEnd() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        List<Long> slowly = new CopyOnWriteArrayList<>();
        CheckpointSink slow = checkpoint -> {
            slowly.add(checkpoint.seq());
            called.countDown();
            await(goOn);
        };
        Witnesses witnesses = new Witnesses(List.of(slow, sink), null);
        Clock clock = Clock.systemUTC();
        Ledger ledger = Ledgers.open(LedgerSettings.of(directory, STREAM), witnesses, clock, new Failures(clock));
        ledger.start();
        assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
        while (told.size() < 3) {
            fixture.append(ledger, 1);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(slowly).hasSize(1);
        while (ledger.report().problems().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(ledger.report().problems())
                .singleElement()
                .asString()
                .contains(slow.getClass().getName(), "has not taken a checkpoint for ");

        goOn.countDown();
        ledger.close();

        int end = ChainCheck.lines(directory, STREAM).size();
        assertThat(slowly).last().isEqualTo((long) end);
        assertThat(slowly).isSorted().hasSizeLessThan(told.size());
        assertThat(told).last().satisfies(last -> assertThat(last.seq()).isEqualTo(end));
    }

    @Test
    @Timeout(120)
    void sinksThatHangDoNotKeepTheLogFromBeingClosed() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        List<CheckpointSink> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hanging.add(new CheckpointSink() {
                @Override
                public void accept(Checkpoint checkpoint) {
                    await(never);
                }
            });
        }
        fixture.witnesses = new Witnesses(hanging, null);
        fixture.ownThread = true;
        fixture.patience = Duration.ofSeconds(2);
        Ledger ledger = fixture.open();
        fixture.append(ledger, 1);

        long before = System.nanoTime();
        ledger.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("they are waited for together, not one after the other")
                .isLessThan(Duration.ofSeconds(20));

        never.countDown();
        fixture.witnesses = Witnesses.NONE;
        fixture.open().close();
    }

    @Test
    void contextsOfOneProcessAreAllToldAndEqualSinksOnce() throws IOException {
        List<Checkpoint> others = new ArrayList<>();
        CheckpointSink other = others::add;
        try (Ledger one = fixture.open()) {
            fixture.witnesses = new Witnesses(List.of(sink, other), null);
            try (Ledger two = fixture.open()) {
                fixture.append(two, 1);
                fixture.round(two);
            }
            assertThat(told).hasSize(1);
            assertThat(others).isEqualTo(told);

            fixture.append(one, 2);
            fixture.round(one);
        }
        assertThat(told).hasSize(3);
        assertThat(others).hasSize(1);
    }

    private void assertFits(Checkpoint checkpoint) {
        JsonNode line = ChainCheck.lines(directory, STREAM).get((int) checkpoint.seq() - 1);
        assertThat(checkpoint.stream()).isEqualTo(STREAM);
        assertThat(checkpoint.hash()).isEqualTo(line.path("hash").stringValue());
        assertThat(checkpoint.signature()).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
