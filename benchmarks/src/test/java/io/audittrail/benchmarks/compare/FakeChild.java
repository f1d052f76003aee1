package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.compare.Participant.Patience;
import io.audittrail.benchmarks.contender.CheckResult;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.contender.CountResult;
import io.audittrail.benchmarks.contender.SliceResult;
import io.audittrail.benchmarks.contender.StorageResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks as a child does, at once and with figures it makes up: a transaction takes 100 µs, and in each further contender 10 µs
 * more. It misbehaves as the file {@code scenario} in its scratch directory tells it: the first word of a command, and what it
 * does then.
 */
final class FakeChild {

    static final String SCENARIO = "scenario";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Contender contender;
    private final boolean postgres;
    private final int number;
    private final Random random;
    private String workload = "";

    private FakeChild(Contender contender, boolean postgres) {
        this.contender = contender;
        this.postgres = postgres;
        this.number = number(contender);
        this.random = new Random(number);
    }

    /** How many are before it, by which its figures are made up. */
    static int number(Contender contender) {
        return Arrays.asList(Contender.values()).indexOf(contender);
    }

    static Field.Launcher launcher(Patience patience, Path scratch) {
        List<String> quickStart = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
        return new ChildJvm(FakeChild.class.getName(), quickStart, patience, null, scratch);
    }

    public static void main(String[] arguments) throws Exception {
        Path scenario = Path.of(arguments[4], SCENARIO);
        String bad = Files.exists(scenario) ? Files.readString(scenario) : "";
        FakeChild child = new FakeChild(Contender.valueOf(arguments[0]), !arguments[1].equals("h2"));
        System.err.println("I am " + arguments[0]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String word = word(command, 0);
            if (bad.startsWith(word + " ")) {
                misbehave(word(bad, 1));
            } else {
                System.out.println(child.answer(word, command));
            }
        }
    }

    private static void misbehave(String how) throws InterruptedException {
        switch (how) {
            case "dies" -> {
                System.err.println("I give up");
                System.exit(3);
            }
            case "hangs" -> Thread.sleep(Long.MAX_VALUE);
            case "errs" -> System.out.println("{\"error\":\"I cannot\"}");
            case "babbles" -> System.out.println("Hello, I am ready");
            case "omits" -> System.out.println("{\"transactions\":1}");
            default -> throw new IllegalArgumentException(how);
        }
    }

    private String answer(String word, String command) throws IOException {
        return JSON.writeValueAsString(
                switch (word) {
                    case "begin" -> begin(word(command, 1));
                    case "set" -> Map.of(word(command, 1), word(command, 2));
                    case "slice" -> slice(Long.parseLong(word(command, 1)));
                    case "count" -> count(Long.parseLong(word(command, 1)));
                    case "storage" -> new StorageResult(postgres ? 4_000L : null, 10, 10);
                    case "check" -> check();
                    default -> throw new IllegalArgumentException(command);
                });
    }

    private Map<String, String> begin(String name) {
        workload = name;
        return Map.of("workload", name);
    }

    private SliceResult slice(long millis) {
        double nanos = (100 + 10 * number) * 1_000 * (0.99 + 0.02 * random.nextDouble());
        long transactions = (long) (millis * 1_000_000 / nanos);
        return new SliceResult(
                transactions,
                transactions,
                (long) (transactions * nanos),
                (long) (transactions * nanos / 2),
                1_000_000_000,
                transactions * 1_000 * (1 + number),
                0,
                Samples.histogram((long) nanos, transactions));
    }

    private CountResult count(long transactions) {
        return new CountResult(
                transactions, transactions, transactions * (2 + number), 0, postgres ? transactions * 500 : null);
    }

    private CheckResult check() {
        boolean audited = !Contenders.isNone(contender) && !(Contenders.isOurs(contender) && workload.equals("W6"));
        return new CheckResult(audited, audited ? "a line" : "");
    }

    private static String word(String text, int number) {
        return text.strip().split(" ", -1)[number];
    }
}
