package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.AuditFigures;
import io.audittrail.AuditFigures.Figure;
import io.audittrail.actuate.LedgerState;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.transaction.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LedgerStatesTests {

    @TempDir
    Path directory;

    @Test
    void whereNothingWasWrittenAndNobodyWritesThereIsNothingToShow() {
        LedgerState state = states(directory.resolve("none"), null).now();
        assertThat(state.streams()).isEmpty();
        assertThat(state.failure()).isNull();
        assertThat(state.backlog()).containsEntry("waitingRecords", 0L).containsEntry("outboxRows", null);
        assertThat(states(directory, null).now().streams()).isEmpty();
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void streamsOfOthersAreShownAsSuchAndSegmentsKeepTheirIds() throws Exception {
        try (Ledger own = open("own")) {
            open("other").close();
            own.start();
            LedgerState state = states(directory, own).now();
            assertThat(state.streams())
                    .extracting(LedgerState.Stream::stream, LedgerState.Stream::own)
                    .containsExactly(tuple("other", false), tuple("own", true));
            List<String> ids = ids(state);
            assertThat(ids).hasSize(2).doesNotHaveDuplicates();
            assertThat(ids(states(directory, own).now())).isEqualTo(ids);
        }
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(directory.resolve("own.0000000000000001.jsonl"), copy.resolve("own.0000000000000001.jsonl"));
        LedgerState copied = states(copy, null).now();
        assertThat(copied.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.own()).isFalse();
            assertThat(stream.lastSeq()).isPositive();
        });
    }

    @Test
    void rowsOfAllOutboxesAreAddedUpAndTheOldestCounts() {
        AuditFigures outboxes = () -> List.of(
                Figure.level("audit.outbox.rows", "", "rows", () -> 3).tagged("unit", "a"),
                Figure.age("audit.outbox.age", "", () -> Duration.ofSeconds(2)).tagged("unit", "a"),
                Figure.level("audit.outbox.rows", "", "rows", () -> 4).tagged("unit", "b"),
                Figure.age("audit.outbox.age", "", () -> Duration.ofSeconds(9)).tagged("unit", "b"),
                Figure.level("audit.outbox.rows", "", "rows", () -> 0).tagged("unit", "c"),
                Figure.age("audit.outbox.age", "", () -> null).tagged("unit", "c"));
        LedgerStates states = new LedgerStates(
                properties(directory, Map.of("audit.delivery", "guaranteed", "audit.outbox.drain", "leader")),
                () -> null,
                () -> Stream.of(outboxes),
                null);
        LedgerState state = states.now();
        assertThat(state.backlog()).containsEntry("outboxRows", 7L).containsEntry("outboxAge", "PT9S");
        assertThat(state.settings()).containsEntry("delivery", "guaranteed").containsEntry("drain", "leader");
    }

    @Test
    void withoutALogFilesOfAnotherTimeAreNoPartOfIt() {
        open("sam").close();
        LedgerState state = new LedgerStates(
                        properties(directory, Map.of("audit.ledger.enabled", "false", "audit.tables.enabled", "true")),
                        () -> null,
                        Stream::empty,
                        null)
                .now();
        assertThat(state.streams()).isEmpty();
        assertThat(state.settings()).containsEntry("ledger", false).containsEntry("tables", true);
        assertThat(states(directory, null).now().streams()).hasSize(1);
    }

    private Ledger open(String stream) {
        LedgerSettings settings = LedgerSettings.of(directory, stream);
        Ledger ledger = Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
        ledger.start();
        return ledger;
    }

    private static List<String> ids(LedgerState state) {
        return state.streams().stream()
                .flatMap(stream -> stream.segments().stream())
                .map(LedgerState.Segment::id)
                .toList();
    }

    private static LedgerStates states(Path directory, @Nullable Ledger own) {
        return new LedgerStates(properties(directory, Map.of()), () -> own, Stream::empty, null);
    }

    private static AuditProperties properties(Path directory, Map<String, String> more) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(new HashMap<>(more));
        source.put("audit.ledger.directory", directory.toString());
        return new Binder(source).bindOrCreate("audit", AuditProperties.class);
    }
}
