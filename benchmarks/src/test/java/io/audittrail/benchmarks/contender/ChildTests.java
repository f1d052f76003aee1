package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTests {

    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    @TempDir
    Path scratch;

    @AfterEach
    void giveBackTheStreams() {
        System.setIn(in);
        System.setOut(out);
    }

    /** Ours warns at the start that the log only grows. */
    @Test
    void nothingButAnswersIsOnTheStandardOutput() throws Exception {
        System.setIn(new ByteArrayInputStream("begin W1\nstorage\n".getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(answers, true, StandardCharsets.UTF_8));

        Child.main(new String[] {"DIRECT", "h2", "", "", scratch.toString()});

        assertThat(answers.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("{\"workload\":\"W1\"}", "{\"bytes\":0,\"changes\":0,\"records\":0}");
    }
}
