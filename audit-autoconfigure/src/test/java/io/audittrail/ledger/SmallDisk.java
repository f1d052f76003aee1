package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@link SmallDiskTests} runs in a process of its own, which alone sees a disk of one megabyte. */
final class SmallDisk {

    private final Path disk;
    private final List<Path> ballast = new ArrayList<>();
    private final LedgerFixture fixture;

    private SmallDisk(Path disk, String name) {
        this.disk = disk;
        this.fixture = new LedgerFixture(disk.resolve(name));
        fixture.maxSize = 50_000;
    }

    /** @param args where the disk is */
    public static void main(String[] args) throws IOException {
        Path disk = Path.of(args[0]);
        new SmallDisk(disk, "filled").fillsUpWhileItIsWritten();
        new SmallDisk(disk, "full").isFullAtTheStart();
        new SmallDisk(disk, "torn").isFullWhereATailHasToBeKept();
        new SmallDisk(disk, "inodes").hasNoInodesAtTheStart();
    }

    private void fillsUpWhileItIsWritten() throws IOException {
        fillButFor(300_000);
        int count = 2000;
        try (Ledger ledger = fixture.open()) {
            for (int i = 0; i < count; i++) {
                fixture.append(ledger, i);
            }
            long waiting = ledger.figures().waitingRecords();
            assertThat(waiting).isBetween(1L, count - 100L);
            assertThat(ChainCheck.records(fixture.directory, STREAM)).hasSize((int) (count - waiting));
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isNotEmpty();
            remove();
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertWritten(count);
        assertThat(fixture.failures.report().failures()).containsOnlyKeys("write-failed");
    }

    private void isFullAtTheStart() throws IOException {
        fillButFor(0);
        startsAllTheSame();
    }

    private void isFullWhereATailHasToBeKept() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 0);
        }
        Path segment = ChainCheck.segments(fixture.directory, STREAM).get(0);
        Files.writeString(segment, "torn".repeat(5000), StandardOpenOption.APPEND);
        fillButFor(0);
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            fixture.round(ledger);
            fixture.round(ledger);
            assertThat(torn()).isZero();
            remove();
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
            assertThat(torn()).isOne();
        }
        assertWritten(2);
    }

    private long torn() throws IOException {
        try (Stream<Path> files = Files.list(fixture.directory)) {
            return files.filter(file -> file.toString().contains(".torn-")).count();
        }
    }

    private void hasNoInodesAtTheStart() throws IOException {
        takeAllInodes();
        startsAllTheSame();
    }

    private void startsAllTheSame() throws IOException {
        try (Ledger ledger = fixture.open()) {
            ledger.start();
            fixture.append(ledger, 0);
            fixture.round(ledger);
            fixture.append(ledger, 1);
            assertThat(ledger.report().problems()).isNotEmpty();
            assertThat(ledger.figures().waitingRecords()).isEqualTo(2);
            remove();
            fixture.round(ledger);
            assertThat(ledger.report().problems()).isEmpty();
        }
        assertWritten(2);
    }

    private void assertWritten(int count) throws IOException {
        assertThat(ChainCheck.records(fixture.directory, STREAM))
                .extracting(line -> line.path("entityId").intValue())
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        for (Path each : ChainCheck.segments(fixture.directory, STREAM)) {
            Files.delete(each);
        }
    }

    private void fillButFor(long bytes) throws IOException {
        Path file = disk.resolve("ballast");
        ballast.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[4096];
            while (Files.getFileStore(disk).getUsableSpace() > bytes) {
                out.write(chunk);
            }
        }
    }

    private void takeAllInodes() throws IOException {
        try {
            for (int i = 0; i < 10_000; i++) {
                ballast.add(Files.createFile(disk.resolve("ballast-" + i)));
            }
        } catch (IOException e) {
            return; // That was the last.
        }
        throw new AssertionError("The disk has more inodes than it should");
    }

    private void remove() throws IOException {
        for (Path each : ballast) {
            Files.delete(each);
        }
        ballast.clear();
    }
}
