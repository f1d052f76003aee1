package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is written for Flyway, and when. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class MigrationsIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final String FIRST = "V20261122100000__audit_triggers.sql";
    private static final String FIRST_UNDO = "U20261122100000__audit_triggers.sql";
    private static final String SECOND = "V20261122100001__audit_triggers.sql";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final Scratch scratch = new Scratch();

    @BeforeEach
    void table() {
        scratch.execute("create table \"Project\" (id int primary key)", "create table task (id int primary key)");
        scratch.audited(Mapped.table("Project"));
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private Optional<String> write() throws SQLException, IOException {
        return write(directory).map(file -> file.getFileName().toString());
    }

    private Optional<Path> write(Path to) throws SQLException, IOException {
        return TriggerSchema.write(scratch.diff(), scratch.connection(), to, CLOCK);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void run(String file) throws IOException {
        scratch.execute(Files.readString(directory.resolve(file)));
    }

    @Test
    void whatDiffersIsWrittenAndCanBeUndone() throws Exception {
        assertThat(write()).contains(FIRST);
        assertThat(files()).containsExactly(FIRST_UNDO, FIRST);
        scratch.execute("set search_path = pg_catalog");
        run(FIRST);
        scratch.execute("set search_path = public");
        assertThat(scratch.diff().isEmpty()).isTrue();
        assertThat(write()).isEmpty();
        run(FIRST_UNDO);

        assertThat(scratch.diff().sentences())
                .contains("There is no trigger \"audit_insert\" of table \"public\".\"Project\".");
        assertThat(scratch.texts("select proname::text from pg_proc where proname like 'audit%'"))
                .isEmpty();
        assertThat(Files.readString(directory.resolve(FIRST)))
                .startsWith(
                        "-- What the triggers of persistence unit 'sam' need (audit.postgres.triggers). Before it:\n-- Column line of table");
    }

    @Test
    void whatIsWrittenAlreadyIsNotWrittenAgain() throws Exception {
        write();

        assertThat(write()).isEmpty();
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatDiffersOtherwiseIsWrittenAgain() throws Exception {
        write();
        scratch.audited(Mapped.table("Project"), Mapped.table("task"));

        assertThat(write()).contains(SECOND);
        run(FIRST);
        run(SECOND);
        assertThat(scratch.diff().isEmpty()).isTrue();
    }

    @Test
    void whatWasAppliedAndIsGoneIsWrittenAgain() throws Exception {
        scratch.execute("create table flyway_schema_history (version varchar(50), success boolean)");
        write();
        assertThat(write()).isEmpty();
        scratch.execute("insert into flyway_schema_history values ('20261122100000', true)");

        assertThat(write()).contains(SECOND);
    }

    @Test
    void theVersionIsTheHighest() throws Exception {
        Files.createFile(directory.resolve("V20261122100005__other.sql"));
        Files.createFile(directory.resolve("V9__older.sql"));
        Files.createFile(directory.resolve("R__99999999999999.sql"));

        assertThat(write()).contains("V20261122100006__audit_triggers.sql");
    }

    @Test
    void theDirectoryIsMade() throws Exception {
        Path below = directory.resolve("db/migration");

        assertThat(write(below)).contains(below.resolve(FIRST));
    }

    @Test
    void nothingIsHalfWritten() throws Exception {
        Path inTheWay = Files.createDirectory(directory.resolve(".U20261122100000.tmp"));
        Files.createFile(inTheWay.resolve("file"));

        assertThatThrownBy(this::write).isInstanceOf(IOException.class);
        assertThat(files()).noneMatch(file -> file.endsWith(".sql"));
    }

    @Test
    void unitsOfOneDirectoryHaveTheirOwnFiles() throws Exception {
        assertThat(write()).contains(FIRST);
        scratch.audited(Mapped.table("task"));
        SchemaDifference other = scratch.schema("eve").diff(scratch.connection());

        assertThat(TriggerSchema.write(other, scratch.connection(), directory, CLOCK))
                .contains(directory.resolve(SECOND));
        assertThat(TriggerSchema.write(other, scratch.connection(), directory, CLOCK))
                .isEmpty();
        scratch.audited(Mapped.table("Project"));
        assertThat(write()).isEmpty();
        assertThat(files()).hasSize(4);
    }

    /** Another has taken the version, and not written yet. */
    @Test
    void noTwoHaveTheSameVersion() throws Exception {
        Files.createFile(directory.resolve(".V20261122100000.tmp"));

        assertThat(write()).contains(SECOND);
    }
}
