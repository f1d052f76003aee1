package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditTrail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The application in its profile {@code postgres-triggers}. {@code -Dmigrations.update=true} writes its migrations anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTriggersIT {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/postgres-triggers");

    private static final String HISTORY = "select a.operation || ' ' || f.column_name || ' ' || f.new_value || ' by '"
            + " || f.actor || ' (' || coalesce(a.actor_kind, t.actor_kind) || ')'"
            + " from audit_activity a join audit_transaction t on t.id = a.transaction_id"
            + " join audit_field_change f on f.activity_id = a.id"
            + " where a.entity = 'Project' and a.label = ? and f.column_name = 'title' order by a.id";

    private final PostgresDatabases databases;
    private RunningSample sample = unstarted();

    PostgresTriggersIT() throws Exception {
        databases = PostgresDatabases.start();
    }

    @SuppressWarnings("NullAway") // JUnit starts it before the first test
    private static RunningSample unstarted() {
        return null;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        if (Boolean.getBoolean("migrations.update")) {
            update(directory.resolve("log-of-update"));
        }
        sample = new RunningSample(directory, settings(databases));
    }

    /** As somebody would whose mapping has changed, but for the name: the migration was run nowhere yet. */
    private static void update(Path log) throws Exception {
        Path written = Files.createTempDirectory("migrations");
        try (InputStream tables =
                Objects.requireNonNull(AuditTrail.class.getResourceAsStream("tables/schema-postgresql.sql"))) {
            Files.write(MIGRATIONS.resolve("V2__audit_tables.sql"), tables.readAllBytes());
        }
        try (PostgresDatabases empty = PostgresDatabases.start()) {
            new RunningSample(log, settings(empty, "--spring.flyway.target=2", written)).close();
        }
        for (Path file : files(written)) {
            String kind = file.getFileName().toString().substring(0, 1);
            Files.copy(file, MIGRATIONS.resolve(kind + "3__audit_triggers.sql"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Flyway would not see in the class path what has just been written. */
    private static List<String> settings(PostgresDatabases databases) {
        List<String> settings = new ArrayList<>(databases.settings("postgres-triggers"));
        if (Boolean.getBoolean("migrations.update")) {
            settings.add("--spring.flyway.locations=filesystem:" + MIGRATIONS);
        }
        return settings;
    }

    private static List<String> settings(PostgresDatabases databases, String flyway, Path migrations) {
        List<String> settings = settings(databases);
        settings.add(flyway);
        settings.add("--audit.postgres.triggers.schema-action=write");
        settings.add("--audit.postgres.triggers.migrations=" + migrations);
        return settings;
    }

    @AfterAll
    void stop() throws Exception {
        sample.close();
        databases.close();
    }

    @Test
    void whatTheApplicationChangesAndWhatSomebodyElseDoesIsOneHistory() throws Exception {
        sample.project("NCAR0300");
        List<String> written = sample.ledger.linesWrittenBy(() -> {
            sample.change("alice", "PUT", "/api/projects/NCAR0300", "{\"title\":\"Of alice\"}");
            outside("update project set title = 'Of a script' where projcode = 'NCAR0300'");
        });

        assertThat(history("NCAR0300"))
                .containsExactly(
                        "INSERT title Title of NCAR0300 by bob (user)",
                        "UPDATE title Of alice by alice (user)",
                        "UPDATE title Of a script by " + databases.user() + " (external)");
        assertThat(written)
                .as("the log, which is of the application")
                .singleElement()
                .asString()
                .contains("Of alice");
        assertThat(sample.sam.queryForList(
                        "select cast(t.id as text) from audit_transaction t where t.actor = 'alice'", String.class))
                .containsExactly(LedgerFiles.json(written.get(0)).path("tx").asString());
    }

    @Test
    void membersAreRecordedToo() throws Exception {
        sample.project("NCAR0301");
        sample.change("bob", "PUT", "/api/projects/NCAR0301/members/alice", null);
        outside("delete from project_members where project_id ="
                + " (select id from project where projcode = 'NCAR0301')");

        assertThat(sample.sam.queryForList(
                        "select a.operation || ' by ' || coalesce(a.actor, t.actor) from audit_activity a"
                                + " join audit_transaction t on t.id = a.transaction_id"
                                + " where a.table_name = 'project_members' and t.actor <> 'seed' order by a.id",
                        String.class))
                .containsExactly("INSERT by bob", "DELETE by " + databases.user());
    }

    @Test
    void whatTheStartBringsIsOfTheJob() {
        assertThat(history("NCAR0001")).containsExactly("INSERT title Old by seed (job)");
        assertThat(sample.sam.queryForList(
                        "select tablename from pg_tables where tablename like 'api_cred%'"
                                + " and not exists (select from pg_trigger where tgrelid = tablename::regclass"
                                + " and not tgisinternal)",
                        String.class))
                .as("what audit.entities.exclude names has no trigger")
                .containsExactly("api_credentials");
    }

    /** With another mapping it would, and somebody would have to write a migration. */
    @Test
    void theMigrationsAreThoseOfTheMapping(@TempDir Path directory) throws Exception {
        Path migrations = directory.resolve("migrations");
        new RunningSample(directory.resolve("log"), settings(databases, "--spring.flyway.target=latest", migrations))
                .close();

        assertThat(migrations)
                .as("the mapping, the settings of the sample or our triggers have changed: -Dmigrations.update=true")
                .doesNotExist();
    }

    private List<String> history(String projcode) {
        return sample.sam.queryForList(HISTORY, String.class, projcode);
    }

    private void outside(String sql) throws SQLException {
        try (Connection connection = databases.connect("sam");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
