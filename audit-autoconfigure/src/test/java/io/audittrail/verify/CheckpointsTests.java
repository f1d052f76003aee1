package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.Checkpoint;
import io.audittrail.line.CheckpointText;
import io.audittrail.line.Records;
import io.audittrail.verify.Damage.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTests {

    @TempDir
    Path directory;

    private Path file;
    private TestLog log;
    private Checkpoint third;
    private Checkpoint seventh;
    private Checkpoint tenth;

    @BeforeEach
    void writeALog() throws IOException {
        file = directory.resolve("checkpoints");
        log = new TestLog(directory);
        third = log.segment().record(1).record(2).head();
        seventh = log.segment().record(3).record(4).record(5).head();
        tenth = log.segment().record(6).record(7).written().head();
    }

    @Test
    void checkpointsThatFitAreCounted() throws IOException {
        write(third, third, seventh, tenth);

        assertThat(verify().damages()).isEmpty();
        assertThat(verify().streams().get(0).checkpoints()).isEqualTo(4);
    }

    @Test
    void anotherHashIsFoundInItsPlace() throws IOException {
        write(third, with(seventh, 7, third.hash()), tenth);

        assertThat(verify().damages())
                .singleElement()
                .hasToString("sam-web-1.0000000000000004.jsonl:4 seq 7:"
                        + " checkpoint-differs: expected by " + file + ":2 (2026-11-20T22:05:31.123456Z) hash "
                        + third.hash()
                        + ", found " + seventh.hash());
    }

    @Test
    void aCutTailIsFound() throws IOException {
        write(third, seventh, tenth);
        List<String> lines = Files.readAllLines(log.file(2));
        Files.write(log.file(2), lines.subList(0, 2));
        assertDamage(Kind.MISSING_TAIL, 9);

        Files.write(log.file(2), new byte[0]);
        assertDamage(Kind.MISSING_TAIL, 7);

        Files.delete(log.file(2));
        assertDamage(Kind.MISSING_TAIL, 7);
    }

    @Test
    void aStreamThatIsGoneIsFound() throws IOException {
        write(third, seventh);
        for (int n = 0; n < 3; n++) {
            Files.delete(log.file(n));
        }
        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.MISSING_STREAM);

        new TestLog(directory, "other").segment().written();
        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.MISSING_STREAM);
    }

    @Test
    void checkpointsOfOtherStreamsAreLeftToThose() throws IOException {
        TestLog other = new TestLog(directory, "sam-web-10").segment().record(1).written();
        write(third, other.head(), seventh, other.head());

        assertThat(verify().damages()).isEmpty();
        assertThat(verify().streams())
                .extracting(StreamVerification::checkpoints)
                .containsExactly(2L, 2L);
    }

    @Test
    void checkpointsOfRemovedLinesCannotBeChecked() throws IOException {
        Checkpoint second = with(third, 2, "a".repeat(64));
        log.remove(0).written();
        write(second, third, seventh, log.head());

        assertThat(verify().damages()).isEmpty();
        assertThat(verify().streams().get(0).checkpoints()).isEqualTo(3);
        assertThat(verify().streams().get(0).checkpointsBefore()).isEqualTo(1);
    }

    @Test
    void theLastRemovedLineIsStillCompared() throws IOException {
        log.remove(0).written();
        write(with(third, 3, seventh.hash()));

        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.CHECKPOINT_DIFFERS);
    }

    @Test
    void aLineThatIsMissingInBetweenIsMissedByItsCheckpointToo() throws IOException {
        write(third, seventh, tenth);
        Files.delete(log.file(1));

        assertThat(verify().damages())
                .extracting(Damage::kind)
                .containsExactly(Kind.MISSING_LINES, Kind.CHECKPOINT_DIFFERS);
    }

    @Test
    void checkpointsGoForward() throws IOException {
        write(third, seventh, third, tenth);

        assertThat(verify().damages()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(Kind.CHECKPOINT_ORDER);
            assertThat(damage.file()).isEqualTo(file.toString());
            assertThat(damage.line()).isEqualTo(3);
        });
    }

    @Test
    void whatIsNoCheckpointIsFoundAndTheOthersCount() throws IOException {
        write(third);
        Files.writeString(
                file,
                "hello\n\n" + CheckpointText.of(with(tenth, 10, third.hash())) + "\n" + CheckpointText.of(tenth),
                StandardOpenOption.APPEND);

        assertThat(verify().damages())
                .extracting(Damage::kind, Damage::line)
                .containsExactly(
                        tuple(Kind.MALFORMED_CHECKPOINT, 2L),
                        tuple(Kind.MALFORMED_CHECKPOINT, 3L),
                        tuple(Kind.CHECKPOINT_DIFFERS, 3L));
    }

    @Test
    void whatACrashLeftOfTheLastLineIsNoDamage() throws IOException {
        String last = CheckpointText.of(tenth);
        for (int length = 0; length <= last.length(); length++) {
            write(third, seventh);
            Files.writeString(file, last.substring(0, length), StandardOpenOption.APPEND);

            assertThat(verify().damages()).as(last.substring(0, length)).isEmpty();
        }
        assertThat(verify().streams().get(0).checkpoints()).isEqualTo(3);

        Files.writeString(file, "\nno checkpoint", StandardOpenOption.APPEND);
        assertThat(verify().damages()).extracting(Damage::kind).containsExactly(Kind.MALFORMED_CHECKPOINT);
    }

    @Test
    void anEmptyFileHoldsNoCheckpoint() throws IOException {
        write();

        assertThat(verify().damages()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatThrownBy(this::verify).isInstanceOf(FileSystemException.class).hasMessageContaining("no such file");
    }

    @Test
    void withAKeyEachMustBeSigned() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Verifier verifier = Verifier.ofChain().withCheckpoints(file, keys.getPublic());

        write(CheckpointText.sign(third, keys.getPrivate()), CheckpointText.sign(tenth, keys.getPrivate()));
        assertThat(verifier.directory(directory).damages()).isEmpty();
        assertThat(verifier.directory(directory).streams().get(0).checkpoints()).isEqualTo(2);

        write(CheckpointText.sign(third, keys.getPrivate()), seventh, CheckpointText.sign(tenth, others.getPrivate()));
        assertThat(verifier.directory(directory).damages())
                .extracting(Damage::kind, Damage::line)
                .containsExactly(tuple(Kind.WRONG_SIGNATURE, 2L), tuple(Kind.WRONG_SIGNATURE, 3L));
        assertThat(verify().damages()).isEmpty();
    }

    private void write(Checkpoint... checkpoints) throws IOException {
        TestLog.checkpoints(file, checkpoints);
    }

    private Verification verify() throws IOException {
        return Verifier.ofChain().withCheckpoints(file).directory(directory);
    }

    private void assertDamage(Kind kind, long seq) throws IOException {
        assertThat(verify().damages()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(kind);
            assertThat(damage.seq()).isEqualTo(seq);
        });
    }

    private static Checkpoint with(Checkpoint checkpoint, long seq, String hash) {
        return new Checkpoint(checkpoint.stream(), seq, hash, Records.AT, null);
    }
}
