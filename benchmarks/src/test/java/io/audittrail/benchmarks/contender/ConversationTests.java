package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.audittrail.benchmarks.application.Login;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConversationTests {

    @TempDir
    Path scratch;

    @Test
    void whatIsWrongIsAnsweredAndTheConversationGoesOn() throws Exception {
        assertThat(answers(
                        "jump", "slice 20", "begin W9", "begin", "set synchronous_commit maybe", "begin W1", "slice x"))
                .satisfiesExactly(
                        answer -> assertThat(answer)
                                .startsWith("{\"error\":\"jump: ")
                                .contains("Unknown command"),
                        answer -> assertThat(answer).contains("No workload has begun"),
                        answer -> assertThat(answer).contains("W9"),
                        answer -> assertThat(answer).contains("Expected one argument"),
                        answer -> assertThat(answer).contains("set synchronous_commit on|off"),
                        answer -> assertThat(answer).isEqualTo("{\"workload\":\"W1\"}"),
                        answer -> assertThat(answer).startsWith("{\"error\":\"slice x: "));
    }

    @Test
    void h2HasNothingToSet() throws Exception {
        assertThat(answers("set synchronous_commit on"))
                .singleElement()
                .asString()
                .startsWith("{\"error\":")
                .contains("PostgreSQL");
    }

    private List<String> answers(String... commands) throws Exception {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Bench bench = new Bench(Application.start(Contender.NONE, Login.of("h2", "", ""), scratch))) {
            ((Logger) LoggerFactory.getLogger(Conversation.class)).setLevel(Level.OFF);
            new Conversation(bench)
                    .hold(
                            new BufferedReader(new StringReader(String.join("\n", commands))),
                            new PrintStream(answers, false, StandardCharsets.UTF_8));
        }
        return answers.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
