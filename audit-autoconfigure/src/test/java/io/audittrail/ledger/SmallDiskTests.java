package io.audittrail.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A real disk that is full, where the machine lets a user have one for a process of his own. */
class SmallDiskTests {

    private static final String MOUNT = "mount -t tmpfs -o size=1m,nr_inodes=60 tmpfs \"$0\" && exec \"$@\"";

    @TempDir
    Path disk;

    @Test
    void nothingIsLostOnADiskThatIsFullOrWithoutInodes() throws Exception {
        String refusal = run("true");
        if (refusal != null) {
            LoggerFactory.getLogger(SmallDiskTests.class)
                    .warn("NOT TESTED: a disk that is really full; this machine lets nobody mount one: {}", refusal);
        }
        assumeThat(refusal).as("why no disk can be mounted").isNull();

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(run(java, "-cp", System.getProperty("java.class.path"), SmallDisk.class.getName(), disk.toString()))
                .isNull();
    }

    /** What the process said, unless it was successful. */
    private @Nullable String run(String... command) throws InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, disk.toString()));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0 ? null : "failed: " + said;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
