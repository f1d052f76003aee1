package io.audittrail.ledger;

import static io.audittrail.ledger.LedgerFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others do to the files of a log: while it is written, and before it is opened. */
class DisturbedFilesTests {

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(directory);
    }

    /** What a script, an editor or a stranger may do to a file. */
    enum Disturbance {
        REMOVED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
            }
        },
        RENAMED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.move(file, file.resolveSibling("moved"));
            }
        },
        EMPTIED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        },
        REPLACED_BY_A_COPY {
            @Override
            void happenTo(Path file) throws IOException {
                Path copy = Files.copy(file, file.resolveSibling("copy"));
                Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        EXTENDED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.writeString(file, "somebody else's\n", StandardOpenOption.APPEND);
            }
        };

        abstract void happenTo(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void isSeenAlsoWhereTheNextSegmentIsBegunBeforeAnybodyLooks(Disturbance disturbance) throws IOException {
        fixture.maxSize = 4096;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            disturbance.happenTo(segments().get(0));
            fixture.append(ledger, "x".repeat(5000));
            fixture.append(ledger, 2);

            fixture.round(ledger);

            assertThat(ledger.report().problems()).singleElement().asString().contains("Somebody else");
            assertThat(fixture.failures.report().failures()).containsEntry("segment-disturbed", 1L);
            fixture.round(ledger);
            assertThat(fixture.failures.report().failures()).containsEntry("segment-disturbed", 1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatWasDisturbedIsLeftAsItIsAndNoLaterRecordIsLost(Disturbance disturbance) throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            Path first = segments().get(0);
            List<String> written = Files.readAllLines(first);
            disturbance.happenTo(first);
            byte[] left = Files.exists(first) ? Files.readAllBytes(first) : new byte[0];

            ledger.housekeeping().round();
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("segment-disturbed", 1L));
            fixture.append(ledger, 2);
            fixture.append(ledger, 3);
            fixture.round(ledger);

            if (Files.exists(first)) {
                assertThat(first).hasBinaryContent(left);
            }
            List<String> lines = Files.readAllLines(segments().get(segments().size() - 1));
            assertThat(lines).hasSize(3);
            JsonNode previous =
                    JsonMapper.shared().readTree(lines.get(0)).path("details").path("previous");
            JsonNode last = JsonMapper.shared().readTree(written.get(written.size() - 1));
            assertThat(previous.path("seq")).isEqualTo(last.path("seq"));
            assertThat(previous.path("hash")).isEqualTo(last.path("hash"));
            assertThat(previous.path("length").longValue())
                    .isEqualTo(written.stream()
                            .mapToLong(line -> line.length() + 1)
                            .sum());
            assertThat(fixture.failures.report().failures()).containsExactly(Map.entry("segment-disturbed", 1L));
            assertThat(ledger.report().problems())
                    .singleElement()
                    .asString()
                    .contains(first.getFileName().toString(), "until the next start");
        }
    }

    @Test
    void aLockFileThatIsRemovedIsMadeAgain() throws IOException {
        Path lock = directory.resolve(STREAM + ".lock");
        try (Ledger ledger = fixture.open()) {
            String holder = Files.readString(lock);
            Files.delete(lock);

            fixture.round(ledger);

            assertThat(lock).hasContent(holder);
            try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                assertThatThrownBy(other::tryLock)
                        .as("this process has it")
                        .isInstanceOf(OverlappingFileLockException.class);
            }
        }
        fixture.open().close();
    }

    @Test
    void aDisturbanceIsNoticedThoughNothingIsWritten() throws IOException {
        assertThat(Housekeeping.PAUSE).as("within a second").isLessThan(Duration.ofSeconds(1));
        fixture.ownThread = true;
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            Files.delete(segments().get(0));
            await().until(() -> !ledger.report().problems().isEmpty());
        }
    }

    @Test
    void aSegmentThatIsRemovedBeforeItsFirstLineIsMadeAgain() throws IOException {
        try (Ledger ledger = fixture.open()) {
            Files.delete(segments().get(0));
            ledger.housekeeping().round();
            fixture.append(ledger, 1);
        }
        assertThat(ChainCheck.records(directory, STREAM)).hasSize(1);
    }

    @Test
    void whenItsDirectoryIsRemovedAWriteFailsAndSaysSoUntilItIsBack() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
            fixture.round(ledger);
            fixture.append(ledger, 2);
            assertThat(ledger.report().problems())
                    .anySatisfy(problem -> assertThat(problem).contains(directory.toString(), "1 wait"));

            Files.createDirectory(directory);
            fixture.round(ledger);
            fixture.append(ledger, 3);
            assertThat(Files.readString(segments().get(0))).contains("\"entityId\":2", "\"entityId\":3");
            assertThat(ledger.report().problems())
                    .noneSatisfy(problem -> assertThat(problem).contains("could not be written"));
        }
    }

    @Test
    void noLinkLeadsTheLogOutOfItsDirectory() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "precious");
        Path empty = Files.createFile(elsewhere.resolve("empty"));
        for (String name : List.of(STREAM + ".lock", Segment.name(STREAM, 1))) {
            for (Path linked : List.of(target, empty, elsewhere.resolve("missing"))) {
                Path link = Files.createSymbolicLink(directory.resolve(name), linked);
                assertThatThrownBy(fixture::open)
                        .isInstanceOf(LedgerUnavailableException.class)
                        .hasMessageContaining(name)
                        .hasMessageContaining("follows no links");
                Files.delete(link);
            }
        }
        assertThat(target).hasContent("precious");
        assertThat(empty).isEmptyFile();
        assertThat(elsewhere.resolve("missing")).doesNotExist();
    }

    @Test
    void aLinkInPlaceOfTheNextSegmentIsNotFollowedEither() throws IOException {
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
            Path empty = Files.createFile(elsewhere.resolve("empty"));
            Files.createSymbolicLink(directory.resolve(Segment.name(STREAM, ledger.seq() + 1)), empty);
            fixture.clock.move(fixture.maxAge);
            fixture.append(ledger, 2);
            assertThat(empty).isEmptyFile();
            assertThat(Files.readString(segments().get(0))).contains("\"entityId\":2");
            assertThat(ledger.report().problems()).isNotEmpty();
        }
    }

    @Test
    void anEmptyFileThatStandsInPlaceOfASegmentIsMadeOurs() throws IOException {
        Path planted = Files.createFile(
                directory.resolve(Segment.name(STREAM, 1)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
        try (Ledger ledger = fixture.open()) {
            fixture.append(ledger, 1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(planted)))
                .isEqualTo("rw-------");
    }

    private List<Path> segments() {
        return ChainCheck.segments(directory, STREAM);
    }
}
