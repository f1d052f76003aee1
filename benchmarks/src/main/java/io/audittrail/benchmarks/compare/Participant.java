package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.CheckResult;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.CountResult;
import io.audittrail.benchmarks.contender.SliceResult;
import io.audittrail.benchmarks.contender.StorageResult;
import io.audittrail.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A contender in its JVM, which understands the commands of {@link io.audittrail.benchmarks.contender}. */
final class Participant {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int SHOWN = 200;

    private final Contender contender;
    private final ChildProcess process;
    private final Patience patience;

    /**
     * How long an answer may take.
     *
     * @param begin to {@code begin}, which the first time includes the start of the JVM
     * @param other to any other command
     */
    record Patience(Duration begin, Duration other) {}

    Participant(Contender contender, ChildProcess process, Patience patience) {
        this.contender = contender;
        this.process = process;
        this.patience = patience;
    }

    Contender contender() {
        return contender;
    }

    void begin(Workload workload) throws ChildFailure {
        JsonNode unused = ask("begin " + workload.name(), patience.begin(), JsonNode.class);
    }

    void set(String setting) throws ChildFailure {
        JsonNode unused = ask("set " + setting, patience.other(), JsonNode.class);
    }

    SliceResult slice(int millis) throws ChildFailure {
        return ask("slice " + millis, patience.other(), SliceResult.class);
    }

    CountResult count(int transactions) throws ChildFailure {
        return ask("count " + transactions, patience.other(), CountResult.class);
    }

    StorageResult storage() throws ChildFailure {
        return ask("storage", patience.other(), StorageResult.class);
    }

    CheckResult check() throws ChildFailure {
        return ask("check", patience.other(), CheckResult.class);
    }

    List<String> lastWords() {
        return process.lastWords();
    }

    void end() {
        process.end();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits so long for its end, and then brings it about. */
    void awaitEnd(Duration time) {
        process.awaitEnd(time);
    }

    private <T> T ask(String command, Duration timeout, Class<T> type) throws ChildFailure {
        String line = process.ask(command, timeout);
        try {
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw ChildFailure.ofCommand(
                        "\"%s\": %s".formatted(command, answer.path("error").asString()));
            }
            if (answer.isObject()) {
                return JSON.treeToValue(answer, type);
            }
        } catch (JacksonException e) {
            // the same answer as to JSON of another form
        }
        throw process.given("answered \"%s\" with: %s".formatted(command, start(line)));
    }

    private static String start(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
