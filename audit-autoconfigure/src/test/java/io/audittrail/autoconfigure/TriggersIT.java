package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import io.audittrail.AuditHealth;
import io.audittrail.AuditPause;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.Masked;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.Unaudited;
import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.postgres.TriggerSettings;
import io.audittrail.tables.TableNames;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Version;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.CallableStatementCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application whose audit tables are written by triggers. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggersIT {

    private static final String ROWS = "select a.operation || ' ' || a.table_name || ' ' || coalesce(a.entity_id, '-')"
            + " || ' by ' || coalesce(a.actor, t.actor) from audit_activity a"
            + " join audit_transaction t on t.id = a.transaction_id order by a.id";

    @TempDir
    static Path directory;

    private final TestDatabase database = PostgresServer.newDatabase().withConnections(2);
    private String actor = "alice";
    private AnnotationConfigApplicationContext application = unopened();

    @SuppressWarnings("NullAway") // opened before the tests
    private static AnnotationConfigApplicationContext unopened() {
        return null;
    }

    @Entity(name = "Task")
    public static class Task {
        @Id
        public Long id;

        public @Nullable String title;

        @Masked
        public @Nullable String pass;

        @Unaudited
        public @Nullable String draft;

        @Version
        public int version;

        @ElementCollection
        @Column(nullable = false)
        public Set<String> labels = new HashSet<>();

        static Runnable stored = () -> {};

        @PostPersist
        void stored() {
            stored.run();
        }

        protected Task() {
            this(0);
        }

        Task(long id) {
            this.id = id;
        }
    }

    @BeforeAll
    void open() {
        application = start(
                database,
                "spring.jpa.hibernate.ddl-auto=create",
                "audit.postgres.triggers.schema-action=apply",
                "audit.postgres.triggers.session-settings.tenant.type=int",
                "audit.reads.entities=Task");
        assertThat(application.getBean(AuditTrail.class).find(AuditQuery.all()).records())
                .as("what was done at the start is no change of the application's")
                .isEmpty();
    }

    @AfterAll
    void close() {
        application.close();
    }

    @BeforeEach
    void reset() {
        actor = "nobody";
        sql().execute("truncate task, task_labels");
        sql().execute("truncate audit_activity, audit_transaction");
        actor = "alice";
    }

    private AnnotationConfigApplicationContext start(TestDatabase at, String... settings) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.postgres.triggers.enabled=true",
                        "audit.allow-pause=true",
                        "audit.ledger.stream=test",
                        "audit.ledger.directory=" + directory.resolve("log"))
                .and(settings)
                .applyTo(context);
        context.registerBean(ActorResolver.class, () -> () -> Actor.user(actor));
        Configurations.start(context, at::open, List.of(Task.class));
        return context;
    }

    @Test
    void aChangeIsRecordedOnceByTheTriggersAndInTheLog() {
        AuditContext.because("ticket 1", () -> commit(em -> em.persist(task(1, "one"))));

        assertThat(rows()).containsExactly("INSERT task 1 by alice");
        Map<String, Object> row = sql().queryForMap(
                        "select a.*, t.reason as why, t.actor_kind as kind, t.unit from audit_activity a"
                                + " join audit_transaction t on t.id = a.transaction_id");
        assertThat(row)
                .containsEntry("source", "trigger")
                .containsEntry("entity", "Task")
                .containsEntry("why", "ticket 1")
                .containsEntry("kind", "user");
        assertThat(String.valueOf(row.get("changed_data")))
                .contains("\"title\": \"one\"", "\"pass\": \"[masked]\"")
                .doesNotContain("draft", "secret", "version");
        assertThat(lastOfTheLog()).isEqualTo(String.valueOf(row.get("transaction_id")));
    }

    @Test
    void whoeverChangesSomethingInTheApplicationIsKnown() {
        commit(em -> em.persist(task(1, "one")));
        actor = "bulk";
        commit(em -> em.createQuery("update Task set title = 'two'").executeUpdate());
        actor = "native";
        commit(em -> em.createNativeQuery("update task set title = 'three'").executeUpdate());
        actor = "jdbc";
        transactions().executeWithoutResult(status -> sql().update("update task set title = ? where id = 1", "four"));
        actor = "autocommit";
        sql().update("update task set title = 'five'");
        actor = "truncating";
        sql().execute("truncate task cascade");

        assertThat(rows())
                .containsExactly(
                        "INSERT task 1 by alice",
                        "UPDATE task 1 by bulk",
                        "UPDATE task 1 by native",
                        "UPDATE task 1 by jdbc",
                        "UPDATE task 1 by autocommit",
                        "TRUNCATE task - by truncating",
                        "TRUNCATE task_labels - by truncating");
    }

    /** Together with what the log says of it. */
    @Test
    void aStatementThatCommitsByItselfIsATransaction() {
        sql().update("insert into task (id, title, version) values (1, 'one', 0)");

        assertThat(sql().queryForObject("select cast(id as text) from audit_transaction", String.class))
                .isEqualTo(lastOfTheLog());
        assertThatThrownBy(() -> sql().update("insert into task (id, version) values (1, 0)"))
                .hasMessageContaining("task_pkey");
        assertThat(sql().queryForList("insert into task (id, version) values (2, 0), (3, 0) returning id", Long.class))
                .containsExactly(2L, 3L);
        assertThat(rows()).hasSize(3);
    }

    @Test
    void aTransactionThatSomebodyHasBegunByAStatementIsHisToEnd() {
        sql().execute((Connection connection) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("begin");
                statement.execute("insert into task (id, version) values (1, 0)");
                statement.execute("rollback");
            }
            return connection;
        });

        assertThat(sql().queryForList("select id from task")).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void eachChangeIsOfWhoeverAskedForIt() {
        commit(em -> {
            AuditContext.runAs("import", () -> em.persist(task(1, "one")));
            em.persist(task(2, "two"));
            AuditContext.runAs("sync", () -> em.persist(task(3, "three")));
        });

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        "INSERT task 1 by import", "INSERT task 2 by alice", "INSERT task 3 by sync");
        assertThat(sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                .isOne();
    }

    @Test
    void whatIsPausedIsToldInPlaceOfTheRows() {
        Task task = task(1, "one");
        task.labels.add("red");
        AuditContext.because(
                "ticket 7",
                () -> AuditContext.pause("first load", List.of("TASK"), () -> {
                    commit(em -> em.persist(task));
                    sql().update("update task set title = 'two'");
                }));
        sql().update("update task set title = 'three'");

        assertThat(rows())
                .containsExactly(
                        "PAUSED task - by alice",
                        "INSERT task_labels {\"labels\":\"red\",\"task_id\":\"1\"} by alice",
                        "PAUSED task - by alice",
                        "UPDATE task 1 by alice");
        assertThat(sql().queryForList(
                                "select coalesce(a.reason, t.reason) from audit_activity a"
                                        + " join audit_transaction t on t.id = a.transaction_id order by a.id",
                                String.class))
                .containsExactly("first load", "ticket 7", "first load", null);
        assertThat(application.getBean(AuditTrail.class).find(AuditQuery.all()).records())
                .extracting(record -> record.statement() == null
                        ? record.action().name()
                        : record.statement().kind() + " " + record.statement().rows() + ' '
                                + record.context().get("reason"))
                .startsWith("UPDATE 1 null", "PAUSED 1 first load", "UPDATE", "PAUSED 1 first load");
    }

    @Test
    void aPauseEndsInTheDatabaseTooBeforeWhatNobodyAnnounces() {
        sql().execute("create table if not exists signal (id int)");
        sql().execute("create or replace function make_task(number bigint) returns bigint language sql as"
                + " $$ insert into task (id, version) values (number, 0) returning id $$");
        sql().execute("create or replace function signalled() returns trigger language plpgsql as"
                + " $$ begin perform make_task(new.id); return null; end $$");
        sql().execute("create constraint trigger signalled after insert on signal deferrable initially deferred"
                + " for each row execute function signalled()");
        try {
            transactions().executeWithoutResult(status -> {
                AuditContext.pause("load", () -> sql().update("insert into task (id, version) values (1, 0)"));
                sql().queryForList("select make_task(2)");
            });
            transactions().executeWithoutResult(status -> {
                EntityManager em = SharedEntityManagerCreator.createSharedEntityManager(
                        application.getBean(EntityManagerFactory.class));
                AuditContext.pause("load", () -> {
                    em.persist(task(3, "three"));
                    em.flush();
                });
                em.createNativeQuery("select make_task(4)", Long.class).getResultList();
            });
            transactions()
                    .executeWithoutResult(
                            status -> AuditContext.pause("load", () -> sql().update("insert into signal values (5)")));
        } finally {
            sql().execute("drop table signal");
            sql().execute("drop function signalled, make_task");
        }

        assertThat(rows())
                .containsExactly(
                        "PAUSED task - by alice",
                        "INSERT task 2 by alice",
                        "PAUSED task - by alice",
                        "INSERT task 4 by alice",
                        "INSERT task 5 by alice");
    }

    @Test
    void whatWasPausedIsAStatementToWhoReadsTheTables() {
        commit(em -> em.persist(task(1, "one")));
        AuditContext.pause("noise", () -> sql().update("update task set title = 'two'"));

        try (AnnotationConfigApplicationContext reading = start(
                database, "audit.ledger.enabled=false", "audit.postgres.triggers.session-settings.tenant.type=int")) {
            AuditTrail trail = reading.getBean(AuditTrail.class);
            assertThat(trail.find(AuditQuery.all().action(Operation.STATEMENT)).records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.statement())
                            .isEqualTo(StatementRecord.paused(
                                    new AuditPause("noise", Set.of("public.task")), null, record.actor())));
            assertThat(trail.stateAt("Task", 1, Instant.now()).notes())
                    .singleElement()
                    .asString()
                    .contains("changes of public.task are not in the log (noise)");
        }
    }

    @Test
    void collectionsAreRecordedToo() {
        Task task = task(1, "one");
        task.labels.add("red");
        commit(em -> em.persist(task));

        assertThat(rows())
                .containsExactly(
                        "INSERT task 1 by alice", "INSERT task_labels {\"labels\":\"red\",\"task_id\":\"1\"} by alice");
    }

    @Test
    void whatComesFromOutsideSaysSo() throws SQLException {
        try (Connection other = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = other.createStatement()) {
            statement.execute("set application_name = 'nightly'");
            statement.execute("insert into task (id, version) values (7, 0)");
        }

        assertThat(rows()).containsExactly("INSERT task 7 by " + database.user());
        assertThat(sql().queryForMap("select actor_kind, context ->> 'application' as program,"
                        + " context ->> 'outside' as place, client_address from audit_transaction"))
                .containsEntry("actor_kind", "external")
                .containsEntry("program", "nightly")
                .containsEntry("place", "outside the application")
                .containsEntry("client_address", "127.0.0.1");
    }

    /** The database does not see them. */
    @Test
    void whatWasReadIsStillRecordedByTheApplication() {
        commit(em -> em.persist(task(1, "one")));
        commit(em -> {
            em.find(Task.class, 1L);
            em.persist(task(2, "two"));
        });

        assertThat(rows()).containsExactly("INSERT task 1 by alice", "INSERT task 2 by alice", "READ task 1 by alice");
        assertThat(sql().queryForObject("select count(*) from audit_transaction", Integer.class))
                .isEqualTo(2);
        assertThat(sql().queryForList("select n from audit_activity order by id", Integer.class))
                .containsExactly(1, 1, 2);
    }

    @Test
    void wherePlainJdbcIsNotWatchedItIsOutsideTheApplicationAndSaid(CapturedOutput output) {
        try (AnnotationConfigApplicationContext unwatched = start(
                database,
                "audit.jdbc.enabled=false",
                "audit.ledger.enabled=false",
                "audit.postgres.triggers.schema-action=none")) {
            new JdbcTemplate(unwatched.getBean(DataSource.class))
                    .update("insert into task (id, title, version) values (1, 'one', 0)");
        }

        assertThat(rows()).containsExactly("INSERT task 1 by " + database.user());
        assertThat(output).containsOnlyOnce("audit.jdbc.enabled is false. Nor is the database told whose it is");
    }

    @Test
    void whatIsRolledBackIsRecordedNowhere() {
        assertThatThrownBy(() -> commit(em -> {
                    em.persist(task(1, "one"));
                    em.flush();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(rows()).isEmpty();
    }

    @Test
    void nothingIsToBeDoneAboutTriggersThatAreThere() throws IOException {
        Path migrations = directory.resolve("none");
        start(database, "audit.postgres.triggers.session-settings.tenant.type=int")
                .close();
        start(
                        database,
                        "audit.postgres.triggers.session-settings.tenant.type=int",
                        "audit.postgres.triggers.schema-action=write",
                        "audit.postgres.triggers.migrations=" + migrations)
                .close();

        assertThat(migrations).doesNotExist();
    }

    @Test
    void aDifferenceStopsTheStartOrIsWritten() throws IOException {
        TestDatabase other = PostgresServer.newDatabase();
        Path migrations = directory.resolve("migrations");

        assertThatThrownBy(() -> start(other, "spring.jpa.hibernate.ddl-auto=create"))
                .satisfies(e -> {
                    FailureAnalysis analysis = Objects.requireNonNull(new TriggerSchemaFailureAnalyzer().analyze(e));
                    assertThat(analysis.getDescription())
                            .contains("'default'", "task")
                            .doesNotContain("schema-action");
                    assertThat(analysis.getAction()).contains("audit.postgres.triggers.schema-action=write");
                });
        try (AnnotationConfigApplicationContext writing = start(
                other,
                "spring.jpa.hibernate.ddl-auto=update",
                "audit.postgres.triggers.schema-action=write",
                "audit.postgres.triggers.migrations=" + migrations)) {
            assertThat(names(migrations)).hasSize(2).allMatch(name -> name.endsWith("__audit_triggers.sql"));
            assertThat(writing.getBean(TriggersOfUnits.class).report().problems())
                    .singleElement()
                    .asString()
                    .contains("a migration was written");
            assertThat(writing.getBeansOfType(AuditHealth.class)).isNotEmpty();
        }
        start(other, "audit.postgres.triggers.schema-action=none").close();
    }

    @Test
    void triggersThatAreThereThoughTheyAreSwitchedOffAreTold() {
        try (AnnotationConfigApplicationContext without =
                start(database, "audit.postgres.triggers.enabled=false", "audit.ledger.enabled=false")) {
            AuditHealth.Report report = without.getBean(ForgottenTriggers.class).report();
            assertThat(report.problems()).isEmpty();
            assertThat(String.valueOf(report.details().get("recordedTwice")))
                    .contains("\"public\".\"task\"", "recorded twice", "AuditSchema.uninstall");
        }
        assertThat(application.getBeansOfType(ForgottenTriggers.class)).isEmpty();
    }

    @Test
    void aPartitionThatWasMadeSinceStopsNoStart() {
        try (HikariDataSource pool = PostgresServer.newDatabase().open()) {
            JdbcTemplate other = new JdbcTemplate(pool);
            other.execute("create table log (id int primary key) partition by range (id)");
            started(pool, AuditProperties.SchemaAction.APPLY);
            other.execute("create table log_1 partition of log for values from (0) to (10)");

            AuditHealth.Report report =
                    started(pool, AuditProperties.SchemaAction.VALIDATE).report();

            assertThat(report.problems()).isEmpty();
            assertThat(String.valueOf(report.details().get("partitions"))).contains("\"public\".\"log_1\"");
        }
    }

    @Test
    void whoseTableHasASuperusersFunctionsIsWarnedOf(CapturedOutput output) {
        try (HikariDataSource pool = PostgresServer.newDatabase().open()) {
            JdbcTemplate other = new JdbcTemplate(pool);
            other.execute("create table log (id int primary key)");
            started(pool, AuditProperties.SchemaAction.APPLY);
            assertThat(output).doesNotContain("belong to a superuser");

            other.execute("create role \"Table owner\"");
            other.execute("alter table log owner to \"Table owner\"");
            try {
                started(pool, AuditProperties.SchemaAction.VALIDATE);
            } finally {
                other.execute("drop owned by \"Table owner\" cascade");
                other.execute("drop role \"Table owner\"");
            }
        }
        assertThat(output)
                .containsOnlyOnce("The functions that triggers of persistence unit 'sam' run belong to a superuser,"
                        + " and tables to \"Table owner\"");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (HikariDataSource pool = PostgresServer.newDatabase().open()) {
            new JdbcTemplate(pool).execute("create table log (id int primary key)");

            assertThatThrownBy(() -> started(pool, AuditProperties.SchemaAction.WRITE, file.toString()))
                    .satisfies(e -> {
                        FailureAnalysis analysis =
                                Objects.requireNonNull(new UnusableDatabaseFailureAnalyzer().analyze(e));
                        assertThat(analysis.getDescription())
                                .contains("persistence unit 'sam'", "the directory " + file, "FileAlreadyExists");
                        assertThat(analysis.getAction()).contains("audit.postgres.triggers.migrations");
                    });
        }
    }

    private static TriggersOfUnits started(DataSource source, AuditProperties.SchemaAction action) {
        return started(source, action, "none");
    }

    private static TriggersOfUnits started(DataSource source, AuditProperties.SchemaAction action, String migrations) {
        TriggerSettings settings = TriggerSettings.of(new TableNames(null, "audit_transaction", "audit_activity"))
                .with(TriggerSettings.Layout.SHADOW);
        TriggersOfUnits triggers = new TriggersOfUnits(settings, action, migrations, Clock.systemUTC());
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(source);
        triggers.wiring("sam", factory);
        MappedTable table =
                new MappedTable(null, "log", "Log", null, Map.of("id", "id"), null, Set.of(), Set.of(), Set.of("id"));
        triggers.mapped(new MappedUnit("sam", List.of(table), List.of()));
        return triggers;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<String> rows() {
        return sql().queryForList(ROWS, String.class);
    }

    private @Nullable String lastOfTheLog() {
        return application
                .getBean(AuditTrail.class)
                .find(AuditQuery.all())
                .records()
                .get(0)
                .tx();
    }

    private static Task task(long id, String title) {
        Task task = new Task(id);
        task.title = title;
        task.pass = "secret";
        task.draft = "draft";
        return task;
    }

    private void commit(Consumer<EntityManager> work) {
        application.getBean(EntityManagerFactory.class).runInTransaction(work);
    }

    private TransactionTemplate transactions() {
        return new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(application.getBean(DataSource.class));
    }

    // Who is named before what nobody announces.

    private static final String WRITING = "create or replace function retitle(text) returns bigint language sql as"
            + " $$ with done as (update task set title = $1 where id = 1 returning id) select id from done $$";

    private void taskToBeRetitled() {
        sql().execute(WRITING);
        commit(em -> em.persist(task(1, "one")));
        sql().execute("truncate audit_activity, audit_transaction");
    }

    /** On the connection of a transaction that begins with a write of n1's. */
    private void afterN1(Consumer<EntityManager> work) {
        EntityManager em =
                SharedEntityManagerCreator.createSharedEntityManager(application.getBean(EntityManagerFactory.class));
        transactions().executeWithoutResult(status -> {
            AuditContext.runAs("n1", () -> sql().update("update task set title = 'n1'"));
            work.accept(em);
        });
    }

    @Test
    void onceSomebodyWasNamedWhatAnotherDoesIsNotHis() {
        taskToBeRetitled();
        String returning = "update task set title = 'n6' returning id";
        afterN1(em -> {
            AuditContext.runAs("n2", () -> sql().queryForList("select retitle('n2')"));
            AuditContext.runAs("n3", () -> sql().queryForList("select retitle(?)", "n3"));
            AuditContext.runAs(
                    "n4",
                    () -> em.createNativeQuery("select retitle('n4')", Long.class)
                            .getResultList());
            AuditContext.runAs(
                    "n5",
                    () -> em.createQuery("select function('retitle', 'n5') from Task t where t.id = 1", Object.class)
                            .getResultList());
            AuditContext.runAs("n6", () -> {
                try (Stream<?> ids = em.createNativeQuery(returning).getResultStream()) {
                    assertThat(ids).hasSize(1);
                }
            });
            AuditContext.runAs("n7", () -> {
                try (Stream<Object> ids = em.createQuery(
                                "select function('retitle', 'n7') from Task t where t.id = 1", Object.class)
                        .getResultStream()) {
                    assertThat(ids).hasSize(1);
                }
            });
            AuditContext.runAs("n8", () -> sql().execute("do $$ begin update task set title = 'n8'; end $$"));
            AuditContext.runAs(
                    "n9",
                    () -> sql().execute("{call retitle('n9')}", (CallableStatementCallback<Boolean>)
                            PreparedStatement::execute));
        });

        assertThat(rows())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 9)
                        .mapToObj(n -> "UPDATE task 1 by n" + n)
                        .toList());
    }

    @Test
    void whoExecutesWhatAnotherHasPreparedIsNamed() {
        taskToBeRetitled();
        afterN1(em -> sql().execute((Connection connection) -> {
            try (PreparedStatement prepared = connection.prepareStatement("select retitle(?)")) {
                for (String name : List.of("n2", "n3")) {
                    prepared.setString(1, name);
                    as(name, prepared::execute);
                }
            }
            return connection;
        }));

        assertThat(rows()).containsExactly("UPDATE task 1 by n1", "UPDATE task 1 by n2", "UPDATE task 1 by n3");
    }

    @Test
    void whoAsksForTheDriversOwnConnectionIsNamed() {
        afterN1(em -> AuditContext.runAs("n2", () -> sql().execute((Connection connection) -> copy(connection))));

        assertThat(rows()).containsExactly("INSERT task 7 by n2");
    }

    private static long copy(Connection connection) throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy task (id, version) from stdin", new StringReader("7\t0\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database knows then who was named before the savepoint. */
    @Test
    void whoWasNamedSinceASavepointIsNamedAgainWhenItIsRolledBackTo() {
        taskToBeRetitled();
        afterN1(em -> sql().execute((Connection connection) -> {
            try (Statement statement = connection.createStatement()) {
                Savepoint savepoint = connection.setSavepoint();
                as("n2", () -> statement.execute("update task set title = 'undone'"));
                connection.rollback(savepoint);
                as("n2", () -> statement.execute("select retitle('n2')"));
            }
            return connection;
        }));

        assertThat(rows()).containsExactly("UPDATE task 1 by n1", "UPDATE task 1 by n2");
    }

    @Test
    void whatIsToBeUpdatedByItsRowsIsOfWhoeverHasAskedForThem() {
        taskToBeRetitled();
        for (String first : List.of("alice", "n2")) {
            transactions().executeWithoutResult(status -> {
                if (!first.equals("alice")) {
                    AuditContext.runAs("n1", () -> sql().update("update task set title = 'n1'"));
                }
                sql().execute((Connection connection) -> {
                    try (Statement statement =
                            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
                        as(first, () -> retitle(statement, first));
                    }
                    return connection;
                });
            });
        }

        assertThat(rows()).containsExactly("UPDATE task 1 by alice", "UPDATE task 1 by n1", "UPDATE task 1 by n2");
    }

    private static void retitle(Statement statement, String title) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select id, title from task")) {
            rows.next();
            rows.updateString("title", title);
            rows.updateRow();
        }
    }

    @Test
    void whatIsStreamedFirstIsAnnounced() {
        taskToBeRetitled();
        commit(em -> {
            try (Stream<?> ids = em.createNativeQuery("update task set title = 'two' returning id")
                    .getResultStream()) {
                assertThat(ids).hasSize(1);
            }
        });

        assertThat(rows()).containsExactly("UPDATE task 1 by alice");
    }

    @Test
    void whatCommitsByItselfIsAnnouncedIfItGoesWithinATransaction() {
        taskToBeRetitled();
        sql().execute("create procedure retitled() language plpgsql as"
                + " $$ begin update task set title = 'call'; commit; end $$");
        try {
            sql().execute("do $$ begin update task set title = 'do'; end $$");
            sql().execute("prepare retitling as update task set title = 'execute'; execute retitling;"
                    + " deallocate retitling");
            sql().execute("create table retitled as with done as (update task set title = 'as' returning id)"
                    + " select id from done");
            sql().execute("do $$ begin call retitled(); end $$");
            sql().execute("do $$ begin update task set title = 'block'; commit; end $$");
            sql().execute("call retitled()");
        } finally {
            sql().execute("drop procedure retitled");
            sql().execute("drop table if exists retitled");
        }

        String outside = "UPDATE task 1 by " + database.user();
        String announced = "UPDATE task 1 by alice";
        assertThat(rows()).containsExactly(announced, announced, announced, outside, outside, outside);
    }

    /** Rows that wait in a batch are of whoever has asked for them, whoever speaks before they are sent. */
    @Test
    void whatWaitsInABatchIsSentBeforeAnotherIsNamed() {
        try {
            commit(em -> {
                Session session = em.unwrap(Session.class);
                session.setJdbcBatchSize(20);
                Task.stored = () -> session.doWork(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("update task set title = 'other' where id = 0");
                    }
                });
                AuditContext.runAs("n1", () -> em.persist(task(1, "one")));
                AuditContext.runAs("n1", () -> em.persist(task(2, "two")));
                AuditContext.runAs("n2", () -> em.persist(task(3, "three")));
                em.flush();
            });
        } finally {
            Task.stored = () -> {};
        }

        assertThat(rows()).containsExactly("INSERT task 1 by n1", "INSERT task 2 by n1", "INSERT task 3 by n2");
    }

    /** A generator that asks the database, for instance. */
    @Test
    void whatIsAskedBetweenTheAnnouncementAndTheInsertChangesNothing() {
        AtomicBoolean isAsking = new AtomicBoolean(true);
        application
                .getBean(EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getEventListenerRegistry()
                .appendListeners(EventType.PRE_INSERT, event -> {
                    if (isAsking.get()) {
                        event.getSession().doWork(connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("select 1");
                            }
                        });
                    }
                    return false;
                });
        try {
            commit(em -> {
                AuditContext.runAs("n1", () -> em.persist(task(1, "one")));
                AuditContext.runAs("n2", () -> em.persist(task(2, "two")));
            });
        } finally {
            isAsking.set(false);
        }

        assertThat(rows()).containsExactly("INSERT task 1 by n1", "INSERT task 2 by n2");
    }

    private interface Sql {
        void run() throws SQLException;
    }

    private static void as(String name, Sql work) {
        AuditContext.runAs(name, () -> {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
