package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.benchmarks.compare.Participant.Patience;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldTests {

    private static final List<Contender> CONTENDERS = List.of(Contender.NONE, Contender.ENVERS);

    @TempDir
    Path scratch;

    private final List<Participant> launched = Collections.synchronizedList(new ArrayList<>());
    private Duration patience = Duration.ofMinutes(1);
    private final Field field = new Field(Database.Kind.H2, CONTENDERS, this::launch);

    @AfterEach
    void end() {
        field.close();
    }

    @Test
    void aChildThatDiesIsNamedWithItsLastLinesAndTheOthersGoOn() throws IOException {
        behaves("slice dies");

        field.begin(Workload.W1);
        field.twoAtATime(participant -> participant.slice(300));

        assertThat(field.fit()).containsExactly(Contender.NONE);
        assertThat(field.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.contender()).isEqualTo(Contender.ENVERS);
            assertThat(failure.workload()).isEqualTo(Workload.W1);
            assertThat(failure.message()).isEqualTo("ended at \"slice 300\" with exit code 3");
            assertThat(failure.stderr()).containsExactly("I am ENVERS", "I give up");
        });
    }

    @Test
    void aChildThatDiedIsNotAskedInTheNextWorkload() throws IOException {
        behaves("begin dies");

        field.begin(Workload.W1);
        field.begin(Workload.W2);

        assertThat(field.fit()).containsExactly(Contender.NONE);
        assertThat(field.failures()).hasSize(1);
        assertThat(launched).hasSize(2);
    }

    @Test
    void aChildThatAnswersAnErrorMissesNothingButThisWorkload() throws IOException {
        behaves("count errs");

        field.begin(Workload.W1);
        field.twoAtATime(participant -> participant.count(20));
        List<Contender> afterTheError = field.fit();
        field.begin(Workload.W2);

        assertThat(afterTheError).containsExactly(Contender.NONE);
        assertThat(field.failures())
                .singleElement()
                .extracting(Failure::message)
                .isEqualTo("\"count 20\": I cannot");
        assertThat(field.fit()).containsExactlyElementsOf(CONTENDERS);
    }

    @Test
    void aChildThatHangsIsEnded() throws IOException {
        behaves("check hangs");
        patience = Duration.ofSeconds(2);

        field.begin(Workload.W1);
        field.twoAtATime(Participant::check);

        assertThat(field.fit()).containsExactly(Contender.NONE);
        assertThat(field.failures())
                .singleElement()
                .extracting(Failure::message)
                .isEqualTo("no answer to \"check\" in 2 s");
        await().until(() -> launched.stream().filter(Participant::isAlive).count() == 1);
    }

    @Test
    void aChildThatBabblesIsEnded() throws IOException {
        behaves("storage babbles");

        field.begin(Workload.W1);
        field.twoAtATime(Participant::storage);

        assertThat(field.fit()).containsExactly(Contender.NONE);
        assertThat(field.failures())
                .singleElement()
                .extracting(Failure::message)
                .isEqualTo("answered \"storage\" with: Hello, I am ready");
    }

    @Test
    void anAnswerThatLacksAFigureIsNone() throws IOException {
        behaves("slice omits");

        field.begin(Workload.W1);
        field.twoAtATime(participant -> participant.slice(300));

        assertThat(field.failures())
                .singleElement()
                .extracting(Failure::message)
                .isEqualTo("answered \"slice 300\" with: {\"transactions\":1}");
    }

    @Test
    void noChildOutlivesTheField() {
        field.begin(Workload.W1);

        field.close();

        assertThat(launched).hasSize(2).noneMatch(Participant::isAlive);
        assertThat(field.fit()).isEmpty();
        assertThat(field.failures()).isEmpty();
    }

    private void behaves(String scenario) throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(Contender.ENVERS.name()));
        Files.writeString(directory.resolve(FakeChild.SCENARIO), scenario);
    }

    private Participant launch(Contender contender) throws IOException {
        Participant participant = FakeChild.launcher(new Patience(Duration.ofMinutes(1), patience), scratch)
                .launch(contender);
        launched.add(participant);
        return participant;
    }
}
