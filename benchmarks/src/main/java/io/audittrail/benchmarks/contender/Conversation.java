package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A command a line, and for each a line of JSON. */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private final Bench bench;
    private final JsonMapper json = new JsonMapper();

    Conversation(Bench bench) {
        this.bench = bench;
    }

    /** Until there are no more commands. */
    void hold(BufferedReader commands, PrintStream answers) throws IOException {
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            answers.println(answer(command));
            answers.flush();
        }
    }

    String answer(String command) {
        try {
            return json.writeValueAsString(run(command.strip().split(" +")));
        } catch (Exception | LinkageError e) {
            log.error("{} failed", command, e);
            return json.writeValueAsString(Map.of("error", command + ": " + e));
        }
    }

    private Object run(String... words) throws Exception {
        return switch (words[0]) {
            case "begin" -> begin(Workload.valueOf(argument(words)));
            case "set" -> set(words);
            case "slice" -> bench.slice(Duration.ofMillis(Integer.parseInt(argument(words))));
            case "count" -> bench.count(Integer.parseInt(argument(words)));
            case "storage" -> bench.storage();
            case "check" -> bench.check();
            default -> throw new IllegalArgumentException("Unknown command");
        };
    }

    private Object begin(Workload workload) {
        bench.begin(workload);
        return Map.of("workload", workload);
    }

    private Object set(String... words) throws Exception {
        String setting = "synchronous_commit";
        String value = words[words.length - 1];
        if (!Arrays.asList("set", setting, value).equals(Arrays.asList(words))
                || !(value.equals("on") || value.equals("off"))) {
            throw new IllegalArgumentException("Expected: set " + setting + " on|off");
        }
        String now = bench.synchronousCommit(value.equals("on"));
        if (!now.equals(value)) {
            throw new IllegalStateException(setting + " is " + now);
        }
        return Map.of(setting, now);
    }

    private static String argument(String... words) {
        if (words.length != 2) {
            throw new IllegalArgumentException("Expected one argument");
        }
        return words[1];
    }
}
