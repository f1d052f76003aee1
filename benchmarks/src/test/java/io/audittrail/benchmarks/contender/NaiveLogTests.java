package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaiveLogTests {

    @TempDir
    Path directory;

    private NaiveLog log;

    @BeforeEach
    void open() {
        log = new NaiveLog(directory, new FileSize(1));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void rolledFilesAreCompressedAndCountAsBefore() {
        log.logger().info("the first");
        openAgain();
        log.logger().info("the other");
        log.settle();

        assertThat(new LogFiles(directory, ".log.gz").paths()).hasSize(1);
        assertThat(log.changes()).isEqualTo(2);
        assertThat(log.mentioning("the first")).hasSize(1);
        assertThat(log.bytes())
                .isEqualTo(log.mentioning("the").stream()
                        .mapToInt(line -> line.length() + 1)
                        .sum());
    }

    @Test
    void nothingIsLeftOfRolledFilesEither() {
        log.logger().info("the first");
        openAgain();
        log.logger().info("the other");
        log.settle();
        assertThat(new LogFiles(directory, ".log.gz").paths()).hasSize(1);

        log.clear();

        assertThat(directory.toFile().list()).containsExactly("audit.log");
        assertThat(log.bytes()).isZero();
        assertThat(log.changes()).isZero();
    }

    /** What is opened looks at the size of its file with the first line. */
    private void openAgain() {
        log.close();
        open();
    }
}
