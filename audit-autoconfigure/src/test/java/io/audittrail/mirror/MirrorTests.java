package io.audittrail.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.line.ReadableText;
import io.audittrail.transaction.Failures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class MirrorTests {

    private static final String LINE =
            "{\"v\":1,\"actor\":\"bob\",\"entityId\":9007199254740993,\"changes\":{\"price\":{\"old\":1.50,\"new\":\"{}\"}},\"seq\":7,\"hash\":\"ab\"}";
    private static final String CONTROL = "{\"v\":1,\"control\":\"started\",\"details\":{},\"seq\":1,\"hash\":\"cd\"}";
    private static final ChangeRecord RECORD = new ChangeRecord(
            Operation.UPDATE,
            new EntityRef("Project", 1234),
            null,
            Actor.user("bob"),
            null,
            List.of(new Change("title", "Old", "{} New")));
    private static final ChangeSet CHANGES =
            new ChangeSet(UUID.randomUUID(), Instant.EPOCH, "sam", List.of(RECORD), Map.of());

    private final Logger logger = (Logger) LoggerFactory.getLogger("audittrail");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        events.start();
        logger.addAppender(events);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(events);
        logger.setLevel(null);
    }

    @Test
    void textIsTheReadableRecord() {
        send(Mirror.text());
        assertThat(messages()).containsExactly("actor=bob action=UPDATE entity=Project id=1234 title='Old'→'{} New'");
        assertThat(events.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO);
    }

    @Test
    void aLineWithoutItsRecordIsReadAgain(@TempDir Path directory) throws Exception {
        ChangeRecord record = new ChangeRecord(
                Operation.UPDATE,
                new EntityRef("Project", Map.of("code", "P-1")),
                "NCAR \u202e1",
                new Actor("nightly", Actor.Kind.JOB, "bob"),
                "ticket 123",
                List.of(new Change("title", null, "{} 'New'"), new Change("price", 1.50, List.of(1, true))));
        ChangeSet changes =
                new ChangeSet(UUID.randomUUID(), Instant.EPOCH, "sam", List.of(record), Map.of("ip", "::1"));
        try (Ledger ledger = open(directory)) {
            new DirectDelivery(ledger, new Failures(Clock.systemUTC()))
                    .prepare(changes, null)
                    .committed();
        }
        Mirror text = Mirror.text();
        for (String line : Files.readAllLines(directory.resolve("sam.0000000000000001.jsonl"))) {
            text.appended(bytes(line), 1, null, null);
        }
        assertThat(messages()).containsExactly(ReadableText.of(record));
    }

    @Test
    void lineIsEverySealedLineInOrderTheLedgersOwnToo() {
        send(Mirror.line());
        assertThat(messages()).containsExactly(CONTROL, LINE);
    }

    @Test
    void lineMirrorHoldsWhatTheLedgerHolds(@TempDir Path directory) throws Exception {
        Ledger ledger = open(directory);
        ledger.listen(Mirror.line());
        ledger.start();
        write(ledger);
        ledger.close();
        assertThat(messages())
                .isEqualTo(Files.readAllLines(directory.resolve("sam.0000000000000001.jsonl")))
                .anyMatch(line -> line != null && line.contains("\"entity\":\"Project\""));
    }

    @Test
    void contextsThatShareALogMirrorEachLineOnce(@TempDir Path directory) throws Exception {
        Ledger first = open(directory);
        Ledger second = open(directory);
        first.listen(Mirror.line());
        second.listen(Mirror.line());
        write(first);
        first.close();
        write(second);
        second.close();
        assertThat(messages()).isEqualTo(Files.readAllLines(directory.resolve("sam.0000000000000001.jsonl")));
    }

    private static Ledger open(Path directory) {
        LedgerSettings settings = LedgerSettings.of(directory, "sam");
        return Ledgers.open(settings, Clock.systemUTC(), new Failures(Clock.systemUTC()));
    }

    private static void write(Ledger ledger) {
        new DirectDelivery(ledger, new Failures(Clock.systemUTC()))
                .prepare(CHANGES, null)
                .committed();
    }

    @Test
    void jsonIsOneStructuredArgumentWithTheSealAndTheReadableMessage() throws Exception {
        send(Mirror.json());
        assertThat(events.list).hasSize(1);
        String json = encoded(events.list.get(0));
        JsonNode event = JsonMapper.shared().readTree(json);
        assertThat(json).contains("\"audit\":" + LINE);
        assertThat(event.path("audit").path("seq").asInt()).isEqualTo(7);
        assertThat(event.path("audit").path("hash").asString()).isEqualTo("ab");
        assertThat(event.path("message").asString())
                .isEqualTo("actor=bob action=UPDATE entity=Project id=1234 title='Old'→'{} New'");
        assertThat(event.propertyNames()).doesNotContain("seq", "hash", "actor");
    }

    @Test
    void loggerThatDropsInfoIsToldOfAtTheStartAndGetsNothing(CapturedOutput output) {
        logger.setLevel(Level.WARN);
        send(Mirror.line());
        assertThat(events.list).isEmpty();
        assertThat(output).contains("logging.level.audittrail=info");
    }

    private static void send(Mirror mirror) {
        mirror.appended(bytes(CONTROL), 1, null, null);
        mirror.appended(bytes(LINE), 7, CHANGES, RECORD);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private List<@Nullable String> messages() {
        return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private String encoded(ILoggingEvent event) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(logger.getLoggerContext());
        encoder.start();
        try {
            return new String(encoder.encode(event), StandardCharsets.UTF_8);
        } finally {
            encoder.stop();
        }
    }
}
