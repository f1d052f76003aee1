package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.origin.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run, as it is kept. Its file is named by day and commit: the names sort, a second run never overwrites what somebody
 * refers to, and there is no "latest" that would be a copy of another.
 *
 * @param commit what was measured, with {@code -dirty} if there were changes beside it
 * @param postgres version and settings, or null if there was none
 * @param fileSystem the type of the one that logs, and the embedded server's data, were on
 */
record Results(
        Instant date,
        String commit,
        long seed,
        long minutes,
        Machine machine,
        @Nullable String postgres,
        String fileSystem,
        List<Failure> failures,
        List<Row> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Results {
        failures = List.copyOf(failures);
        rows = List.copyOf(rows);
    }

    static Results read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), Results.class);
    }

    /** Writes a new file into the directory. */
    Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String name = day() + "-" + commit;
        Path file = directory.resolve(name + ".json");
        for (int i = 2; Files.exists(file); i++) {
            file = directory.resolve(name + "-" + i + ".json");
        }
        return Files.writeString(file, json());
    }

    String day() {
        return date.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    Set<Database> databases() {
        Set<Database> databases = EnumSet.noneOf(Database.class);
        rows.forEach(row -> databases.add(row.database()));
        return databases;
    }

    /** The one that stands for all where one must suffice: as PostgreSQL comes, if it was measured so. */
    Optional<Database> representative(Predicate<Row> rows) {
        return Stream.of(Database.POSTGRES_SYNC, Database.POSTGRES_ASYNC, Database.H2)
                .filter(database -> on(database).stream().anyMatch(rows))
                .findFirst();
    }

    List<Row> on(Database database) {
        return rows.stream().filter(row -> row.database() == database).toList();
    }

    /** Those that failed in some workload; where they have no row, this is why. */
    Set<Contender> failedOn(Database database) {
        Set<Contender> failed = EnumSet.noneOf(Contender.class);
        failures.stream()
                .filter(failure -> failure.kind() == database.kind())
                .forEach(failure -> failed.add(failure.contender()));
        return failed;
    }

    /** One line each for a row and for a failure, so that two runs can be compared by {@code diff}. */
    private String json() {
        return """
                {
                "date":%s,
                "commit":%s,
                "seed":%s,
                "minutes":%s,
                "machine":%s,
                "postgres":%s,
                "fileSystem":%s,
                "failures":%s,
                "rows":%s
                }
                """.formatted(
                        JSON.writeValueAsString(date),
                        JSON.writeValueAsString(commit),
                        seed,
                        minutes,
                        JSON.writeValueAsString(machine),
                        JSON.writeValueAsString(postgres),
                        JSON.writeValueAsString(fileSystem),
                        lines(failures),
                        lines(rows));
    }

    private static String lines(List<?> items) {
        return items.isEmpty()
                ? "[]"
                : items.stream().map(JSON::writeValueAsString).collect(Collectors.joining(",\n", "[\n", "\n]"));
    }
}
