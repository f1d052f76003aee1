package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.compare.Participant.Patience;
import io.audittrail.benchmarks.contender.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the program of a contender, on the class path and the JDK of this one. */
final class ChildJvm implements Field.Launcher {

    /**
     * The same memory for all, all of it from the start: that a heap grows is nobody's cost. The serial collector, because it
     * collects on the core of those who make the garbage, and takes none from the database or the contender's other threads.
     */
    private static final List<String> OPTIONS = List.of("-Xms768m", "-Xmx768m", "-XX:+UseSerialGC");

    private static final String MAIN = "io.audittrail.benchmarks.contender.Child";

    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(3), Duration.ofMinutes(2));

    private final String main;
    private final List<String> options;
    private final Patience patience;
    private final @Nullable Postgres postgres;
    private final Path scratch;

    /** @param postgres null for H2 */
    ChildJvm(@Nullable Postgres postgres, Path scratch) {
        this(MAIN, OPTIONS, PATIENCE, postgres, scratch);
    }

    ChildJvm(String main, List<String> options, Patience patience, @Nullable Postgres postgres, Path scratch) {
        this.main = main;
        this.options = options;
        this.patience = patience;
        this.postgres = postgres;
        this.scratch = scratch;
    }

    @Override
    public Participant launch(Contender contender) throws IOException {
        Login login = postgres == null ? new Login("h2", "sa", "") : postgres.newDatabase();
        Path directory = Files.createDirectories(scratch.resolve(contender.name()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.add(contender.name());
        command.addAll(List.of(login.url(), login.user(), login.password(), directory.toString()));
        Process process =
                new ProcessBuilder(command).directory(directory.toFile()).start();
        return new Participant(contender, new ChildProcess(process), patience);
    }
}
