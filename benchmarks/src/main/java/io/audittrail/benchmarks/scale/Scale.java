package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.origin.Commit;
import io.audittrail.benchmarks.origin.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what auditing adds to a transaction, and how its cost grows with the work; {@code docs/performance.md} and
 * {@code docs/scale.md} show what it found.
 */
public final class Scale {

    private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

    static {
        MEASUREMENTS.put("toggle", new ToggleScale(false));
        MEASUREMENTS.put("toggle-postgres", new ToggleScale(true));
        MEASUREMENTS.put("parts", new PartsScale(false));
        MEASUREMENTS.put("parts-postgres", new PartsScale(true));
        MEASUREMENTS.put("transaction", new TransactionScale());
        MEASUREMENTS.put("threads", new ThreadScale());
        MEASUREMENTS.put("log", new LogScale());
        MEASUREMENTS.put("start", new StartScale());
        MEASUREMENTS.put("guaranteed", new GuaranteedScale());
    }

    /** Where logs and databases are; empty for below the module. */
    private static final String DIRECTORY = "directory";

    private Scale() {}

    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        if (!words.isEmpty() && Child.isMeant(words.get(0))) {
            Child.run(words);
            return;
        }
        try {
            measure(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void measure(List<String> words) throws Exception {
        Measurement measurement = words.isEmpty() ? null : MEASUREMENTS.get(words.get(0));
        if (measurement == null) {
            throw new IllegalArgumentException(usage());
        }
        Options options = Options.parse(words.subList(1, words.size()), withCommon(measurement.options()));
        if (!options.text(DIRECTORY).isEmpty()) {
            System.setProperty(Scratch.PARENT, options.text(DIRECTORY));
        }
        String docs = options.text("docs");
        String before = docs.isEmpty() ? "" : Files.readString(Path.of(docs));
        String name = words.get(0);
        if (!docs.isEmpty()) {
            Section.of(before, name); // Better now than after an hour.
        }
        String text = origin() + "\n\n" + measurement.measure(options).strip() + "\n";
        System.out.println(text);
        if (!docs.isEmpty()) {
            write(Path.of(docs), name, text);
        }
    }

    private static String origin() throws IOException {
        Path root = Path.of(System.getProperty("benchmarks.root", "."));
        return "Measured on %s at commit %s: %s, files on %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Commit.of(root),
                        Machine.here().summary(),
                        Scratch.fileSystem());
    }

    private static void write(Path docs, String name, String text) throws IOException {
        Files.writeString(docs, Section.of(Files.readString(docs), name).replacedBy(text));
    }

    private static Map<String, String> withCommon(Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put(DIRECTORY, "");
        all.put("docs", "");
        return all;
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder("Say what to measure, and with which options:\n");
        MEASUREMENTS.forEach((name, measurement) -> {
            usage.append("  ").append(name);
            measurement.options().forEach((option, value) -> usage.append(" [--%s %s]".formatted(option, value)));
            usage.append(" [--directory DIRECTORY] [--docs FILE]\n");
        });
        return usage.toString();
    }
}
