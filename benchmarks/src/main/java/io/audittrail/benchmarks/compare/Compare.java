package io.audittrail.benchmarks.compare;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.compare.Database.Kind;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.origin.Commit;
import io.audittrail.benchmarks.origin.Machine;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Measures all contenders side by side, or shows what was measured in the README. {@code benchmarks/run} starts it and tells
 * it by the system property {@code benchmarks.root} where the repository is.
 */
public final class Compare {

    private static final int WRONG_USAGE = 2;

    private final Options options;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final List<Failure> failures = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private @Nullable String postgresVersion;

    private Compare(Options options, InstantSource clock, LongSupplier nanoTime) {
        this.options = options;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("benchmarks.root", "."))
                .toAbsolutePath()
                .normalize();
        List<String> words = List.of(arguments);
        try {
            if (words.contains("--help")) {
                System.out.print(Options.USAGE);
            } else if (!words.isEmpty() && words.get(0).equals("readme")) {
                readme(root, words.subList(1, words.size()));
            } else {
                Options standard = Options.standard(
                        root.resolve("benchmarks/results"), new SecureRandom().nextInt(Integer.MAX_VALUE));
                new Compare(Options.parse(words, standard), InstantSource.system(), System::nanoTime).run(root);
            }
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println();
            System.err.print(Options.USAGE);
            System.exit(WRONG_USAGE);
        }
    }

    private static void readme(Path root, List<String> files) throws UsageException, IOException {
        if (files.size() != 1) {
            throw new UsageException("readme takes one file.");
        }
        Path file = Path.of(files.get(0));
        ReadmePart part = ReadmePart.of(file, root);
        Chart.write(Results.read(file), file);
        part.writeInto(root.resolve("README.md"));
    }

    private void run(Path root) throws UsageException, IOException {
        quietLogging();
        progress("Seed %d, %d minutes".formatted(options.seed(), options.time().toMinutes()));
        String commit = Commit.of(root);
        Login login = options.given();
        Postgres given = login == null ? null : Postgres.given(login);
        Plan plan = plan();
        Budget budget = new Budget(nanoTime.getAsLong() + options.time().toNanos(), plan.weight());
        try (Resources resources = Resources.closedAtExit()) {
            for (Kind kind : Kind.values()) {
                Map<Workload, Set<Database>> cells = plan.on(kind);
                if (!cells.isEmpty() && !resources.isClosed()) {
                    measure(kind, cells, given, budget, resources);
                }
            }
            if (resources.isClosed()) {
                return;
            }
        }
        Results results = new Results(
                clock.instant(),
                commit,
                options.seed(),
                options.time().toMinutes(),
                Machine.here(),
                postgresVersion,
                Scratch.fileSystem(),
                failures,
                rows);
        System.out.print(Report.of(results));
        Path file = results.write(options.results());
        Path chart = Chart.write(results, file);
        progress("Written: %s, %s".formatted(file, chart.getFileName()));
    }

    private void measure(
            Kind kind, Map<Workload, Set<Database>> cells, @Nullable Postgres given, Budget budget, Resources resources)
            throws IOException {
        Path scratch = resources.add(Scratch.owned()).path();
        Postgres postgres = null;
        if (kind == Kind.POSTGRES) {
            postgres = resources.add(given == null ? Postgres.embedded(scratch.resolve("postgres")) : given);
            postgresVersion = postgres.description();
            progress(postgresVersion);
        }
        Set<Contender> contenders = EnumSet.copyOf(options.contenders());
        contenders.removeIf(contender -> kind == Kind.H2 && !contender.runsOnH2());
        Field field = resources.add(new Field(kind, contenders, new ChildJvm(postgres, scratch)));
        List<Block> blocks = new Comparison(field, budget, options.seed(), nanoTime, Compare::progress).run(cells);
        blocks.forEach(block -> rows.addAll(block.rows()));
        failures.addAll(field.failures());
        field.close();
    }

    /** What was asked for by name is measured whatever time it takes. */
    private Plan plan() {
        int contenders = options.contenders().size();
        Plan plan = options.isEverything()
                ? Plan.within(options.time(), contenders)
                : Plan.whole(options.workloads(), options.databases(), contenders);
        if (!plan.leftOut().isEmpty()) {
            progress("Left out, for want of time: %s. All would take about %d minutes."
                    .formatted(
                            String.join("; ", plan.leftOut()),
                            Plan.whole(options.workloads(), options.databases(), contenders)
                                            .time()
                                            .toMinutes()
                                    + 1));
        }
        if (plan.time().compareTo(options.time()) > 0) {
            progress("This will take about %d minutes.".formatted(plan.time().toMinutes() + 1));
        }
        return plan;
    }

    /** The embedded server logs, and Logback without a configuration writes to where the table goes. */
    private static void quietLogging() {
        Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        all.setLevel(Level.WARN);
        all.detachAndStopAllAppenders();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        pattern.setContext(all.getLoggerContext());
        pattern.setPattern("%level %logger{0}: %msg%n");
        pattern.start();
        console.setContext(all.getLoggerContext());
        console.setTarget("System.err");
        console.setEncoder(pattern);
        console.start();
        all.addAppender(console);
    }

    private static void progress(String line) {
        System.err.println(line);
    }
}
