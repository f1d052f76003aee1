package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.EntityState;
import io.audittrail.line.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LittleMemoryTests {

    @TempDir
    Path directory;

    @Test
    void aLogIsReadInAFractionOfItsSize() throws Exception {
        QuerySpeed.write(directory, 60_000_000);
        String plain = read();
        QuerySpeed.compress(directory);
        String compressed = read();

        assertThat(plain)
                .contains("the newest 50: 50 records", "one actor's newest 500: 500 records")
                .contains("a text that is nowhere: 0 records");
        assertThat(withoutTimes(compressed)).isEqualTo(withoutTimes(plain));
    }

    @Test
    void anEntitysStateIsFoundInAFractionOfItsHistory() throws Exception {
        OneEntity.write(directory, 80_000_000);
        assertThat(run(OneEntity.class, directory.toString()))
                .contains("EXISTED, 1 known, 100 and ", ", differences 1");
    }

    @Test
    void aLineThatNeverEndsIsNotHeld() throws Exception {
        OneEntity.write(directory, 1_000_000);
        Files.write(directory.resolve("torn.0000000000000001.jsonl"), new byte[2 * SegmentText.MAX_LINE]);
        assertThat(run(OneEntity.class, directory.toString())).contains("EXISTED, 1 known, 100 and ");
    }

    private static String withoutTimes(String output) {
        return output.replaceAll("[0-9]+ ms", "");
    }

    private String read() throws IOException, InterruptedException {
        return run(QuerySpeed.class, "read", directory.toString(), "1");
    }

    private String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** An entity that is changed again and again, and each time past the log as well. */
    static final class OneEntity {

        private OneEntity() {}

        static void write(Path directory, long bytes) throws IOException {
            WrittenLog log = new WrittenLog(directory, "one");
            long written = 0;
            for (int second = 0; written < bytes; second++) {
                log.changes(new ChangeSet(
                        new UUID(7, second),
                        WrittenLog.at(second),
                        "sam",
                        List.of(Records.update(
                                7, new Change("title", "Old " + second, "New " + "x".repeat(400) + second))),
                        Map.of()));
                if (log.length() > 8_000_000) {
                    written += log.length();
                    log.roll(second);
                }
            }
            log.write();
        }

        public static void main(String[] args) {
            FileAuditTrail trail = new FileAuditTrail(Path.of(args[0]));
            Instant end = WrittenLog.at(1_000_000);
            EntityState state = trail.stateAt("Project", 7, end);
            System.out.printf(
                    "%s, %d known, %d and %d more, differences %d%n",
                    state.existence(),
                    state.properties().size(),
                    state.changedUnseen().size(),
                    state.moreUnseen(),
                    trail.diff("Project", 7, WrittenLog.at(5), end).size());
        }
    }
}
