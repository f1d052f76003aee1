package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditContext;
import io.audittrail.AuditFigures;
import io.audittrail.AuditSink;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.Hidden;
import io.audittrail.Masked;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.StatementRecord.Language;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.StatementPolicy;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sent to the tables of audited types past Hibernate is recorded when it is committed. */
abstract class PlainJdbcContract {

    @TempDir
    private Path directory = Path.of("");

    private final List<ChangeSet> committed = new CopyOnWriteArrayList<>();
    private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    abstract TestDatabase newDatabase();

    /** Makes a procedure without parameters, {@code touch}, that changes rows. */
    abstract String procedure();

    @Entity
    @Table(name = "thing")
    static class Thing {
        @Id
        long id;

        String title = "";

        @Masked
        String pin = "";

        int amount;
    }

    @Entity
    @Table(name = "person")
    static class Person {
        @Id
        @Masked
        String number = "";
    }

    /** Each of its tables has columns that hold what must not be shown. */
    @Entity
    @Table(name = "account")
    static class Account {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "holder")
        @Nullable
        Person holder;

        @ManyToMany
        @JoinTable(
                name = "account_reader",
                joinColumns = @JoinColumn(name = "account"),
                inverseJoinColumns = @JoinColumn(name = "reader"))
        Set<Person> readers = new HashSet<>();

        @Masked
        @ElementCollection
        @CollectionTable(name = "account_code", joinColumns = @JoinColumn(name = "account"))
        @MapKeyColumn(name = "place")
        @Column(name = "code")
        Map<String, String> codes = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "account_card", joinColumns = @JoinColumn(name = "account"))
        Set<Card> cards = new HashSet<>();
    }

    @Embeddable
    record Card(@Masked @Column(name = "digits") String number) {}

    @BeforeEach
    void open() {
        open("audit.jdbc.tables=besides");
    }

    private void open(String... settings) {
        TestDatabase database = newDatabase();
        context.close();
        context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("audit.ledger.directory=" + directory, "spring.jpa.hibernate.ddl-auto=create-drop")
                .and(settings)
                .applyTo(context);
        context.registerBean(AuditSink.class, () -> committed::add);
        Configurations.start(context, database::open, List.of(Thing.class, Person.class, Account.class, Card.class));
        jdbc().execute("create table besides (id int, word varchar(20))");
        jdbc().execute("create table elsewhere (id int)");
        jpa().executeWithoutResult(status -> {
            entityManager().persist(thing(1));
            entityManager().persist(thing(2));
        });
        committed.clear();
    }

    @AfterEach
    void close() {
        assertThat(context.getBean(Failures.class).report().failures()).isEmpty();
        jdbc().execute("drop table besides");
        jdbc().execute("drop table elsewhere");
        context.close();
    }

    @Test
    void whatIsPausedIsCountedWhereThatIsAllowedAndOnlyItsTables() {
        open("audit.jdbc.tables=besides", "audit.allow-pause=true");

        AuditContext.pause(
                "clean-up",
                List.of("thing"),
                () -> jpa().executeWithoutResult(status -> {
                    jdbc().update("update thing set title = 'New'");
                    jdbc().update("update thing set title = 'Newer' where id = 1");
                    jdbc().update("insert into besides values (1, 'told')");
                }));

        assertThat(committed)
                .singleElement()
                .satisfies(all -> assertThat(all.records())
                        .extracting(entry -> ((StatementRecord) entry).kind() + " " + ((StatementRecord) entry).rows())
                        .containsExactly("PAUSED 3", "INSERT 1"));
    }

    @Test
    void aStatementOfATemplateIsRecorded() {
        jdbc().update("update thing set title = ?, pin = ? where id < 3 and title <> 'Three'", "New", "3333");

        StatementRecord record = only();
        assertThat(record.kind()).isEqualTo(Kind.UPDATE);
        assertThat(record.language()).isEqualTo(Language.SQL);
        assertThat(record.entity()).isEqualTo("PlainJdbcContract$Thing");
        assertThat(record.text()).isEqualTo("update thing set title = ?, pin = ? where id < ? and title <> ?");
        assertThat(record.parameters()).isEqualTo(Map.of("1", "New", "2", Hidden.MASKED));
        assertThat(record.tables()).containsExactly("thing");
        assertThat(record.rows()).isEqualTo(2);
    }

    @Test
    void insertsAndDeletionsAreRecorded() {
        jdbc().update("insert into thing (id, title, pin, amount) values (?, 'T', ?, 3)", 3, "3333");
        jdbc().execute("delete from thing where id = 3");

        assertThat(statements())
                .extracting(record -> record.kind() + " " + record.rows() + " " + record.parameters())
                .containsExactly("INSERT 1 {1=3, 2=[masked]}", "DELETE 1 {}");
    }

    @Test
    void aStatementThatTouchesNothingLeavesNoRecord() {
        jdbc().update("update thing set title = 'New' where id = 99");
        jdbc().update("insert into elsewhere values (1)");
        jdbc().queryForList("select * from thing");
        jdbc().execute("create table further (id int)");
        jdbc().execute("drop table further");

        assertThat(committed).isEmpty();
    }

    @Test
    void aTableOfTheSettingsIsRecordedWithoutAnEntity() {
        jdbc().update("insert into besides values (?, 'word')", 1);

        assertThat(only().entity()).isNull();
        assertThat(only().tables()).containsExactly("besides");
    }

    @Test
    void aNameMasksAColumnOfATableOfTheSettings() {
        jdbc().execute("alter table besides add column access_token varchar(20)");
        committed.clear();
        jdbc().update("insert into besides (id, access_token) values (?, ?)", 1, "a secret");

        assertThat(only().parameters()).isEqualTo(Map.of("1", 1, "2", Hidden.MASKED));
    }

    @Test
    void aTableOfTheSettingsIsRecordedTooWhenTheEntityManagerChangesIt() {
        jpa().executeWithoutResult(status -> entityManager()
                .createNativeQuery("insert into {h-schema}besides (id, word) values (:id, 'x')")
                .setParameter("id", 1)
                .executeUpdate());

        assertThat(only().text()).isEqualTo("insert into besides (id, word) values (?, ?)");
        assertThat(only().parameters()).isEqualTo(Map.of("id", 1));
        assertThat(only().tables()).containsExactly("besides");
    }

    /** Also those that refer to what must not be shown, and those of collections. */
    @Test
    void everyColumnThatHoldsWhatIsMaskedIsMasked() {
        jdbc().update("insert into person (number) values (?)", "secret");
        jdbc().update("insert into account (id, holder) values (?, ?)", 1, "secret");
        jdbc().update("insert into account_reader (account, reader) values (?, ?)", 1, "secret");
        jdbc().update("insert into account_code (account, place, code) values (?, ?, ?)", 1, "secret", "secret");
        jdbc().update("insert into account_card (account, digits) values (?, ?)", 1, "secret");

        assertThat(statements())
                .hasSize(5)
                .allSatisfy(record -> assertThat(record.parameters()).doesNotContainValue("secret"))
                .filteredOn(record -> record.parameters().size() > 1)
                .allSatisfy(record -> assertThat(record.parameters()).containsEntry("1", 1));
    }

    @Test
    void definitionsAreRecorded() {
        jdbc().execute("alter table thing add column extra int");

        assertThat(only().kind()).isEqualTo(Kind.DDL);
        assertThat(only().rows()).isNull();
    }

    @Test
    void aCallIsRecordedWhoeverSendsIt() {
        jdbc().execute(procedure());
        committed.clear();
        jdbc().execute("call touch()", (CallableStatement call) -> call.execute());
        assertThat(only().kind()).isEqualTo(Kind.CALL);
        assertThat(only().text()).contains("touch");
        assertThat(only().rows()).isNull();
        committed.clear();
        jpa().executeWithoutResult(status -> {
            entityManager().find(Thing.class, 1L).title = "Called";
            entityManager().flush();
            entityManager().createStoredProcedureQuery("touch").execute();
        });

        assertThat(committed).singleElement().extracting(ChangeSet::records).satisfies(records -> {
            assertThat(records).extracting(Entry::action).containsExactly(Operation.UPDATE, Operation.STATEMENT);
            StatementRecord call = (StatementRecord) records.get(1);
            assertThat(call.kind()).isEqualTo(Kind.CALL);
            assertThat(call.text()).contains("touch");
        });
    }

    @Test
    void aBatchIsOneRecordWithTheParametersOfEachExecution() {
        jdbc().batchUpdate(
                        "update thing set title = ?, pin = ? where id = ?",
                        List.of(new Object[] {"A", "x", 1}, new Object[] {"B", "y", 2}));

        StatementRecord record = only();
        assertThat(record.parameters()).isEmpty();
        assertThat(record.batch())
                .containsExactly(
                        Map.of("1", "A", "2", Hidden.MASKED, "3", 1), Map.of("1", "B", "2", Hidden.MASKED, "3", 2));
        assertThat(record.rows()).isIn(2L, null);
    }

    @Test
    void severalStatementsThatAreSentTogetherAreSeveralRecords() {
        jdbc().batchUpdate(
                        "update thing set amount = 5 where id = 1",
                        "insert into elsewhere values (5)",
                        "delete from thing where id = 99",
                        "delete from thing where amount = 5");

        assertThat(statements())
                .extracting(record -> record.kind() + " " + record.rows())
                .containsExactly("UPDATE 1", "DELETE 1");
    }

    /** MariaDB takes several in one text only when asked to. */
    @Test
    void ofSeveralStatementsInOneTextNobodyKnowsHowManyRowsAllOfThemChanged() {
        assumeThat(acceptsSeveral()).isTrue();
        jdbc().execute("update thing set amount = 5 where id = 99; update thing set amount = 5 where id = 1");
        jdbc().update("delete from elsewhere; update thing set amount = 6 where id = 1");

        assertThat(statements())
                .extracting(record -> record.kind() + " " + record.rows())
                .containsExactly("UPDATE null", "DELETE null");
    }

    /** PostgreSQL carries out all of them or none, the others those before the one that fails. */
    @Test
    void severalStatementsInOneTextLeaveARecordWhereSomeOfThemWereCarriedOut() {
        assumeThat(acceptsSeveral()).isTrue();
        assertThatThrownBy(() ->
                        jdbc().execute("update thing set amount = 7 where id = 1; insert into thing (id) values (1)"))
                .isInstanceOf(DataIntegrityViolationException.class);

        boolean isChanged = amountOf(1) == 7;
        assertThat(statements())
                .hasSize(isChanged ? 1 : 0)
                .allSatisfy(record -> assertThat(record.note()).contains("it failed"));
    }

    private boolean acceptsSeveral() {
        return !newDatabase().url().startsWith("jdbc:mariadb");
    }

    private int amountOf(int id) {
        return jdbc().query("select amount from thing where id = " + id, (row, number) -> row.getInt(1))
                .get(0);
    }

    /** What the database has of it is in the log, whichever part of the batch that is. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofABatchThatFailsTheLogHasWhatTheDatabaseHas(boolean isPrepared) {
        jdbc().update("insert into elsewhere values (5)");
        assertThatThrownBy(() -> {
                    if (isPrepared) {
                        jdbc().batchUpdate(
                                        "insert into thing (id, title, pin, amount) values (?, 'T', ?, 0)",
                                        List.of(new Object[] {7, "7777"}, new Object[] {7, "7777"}, new Object[] {
                                            8, "8888"
                                        }));
                    } else {
                        jdbc().batchUpdate(
                                        "insert into thing (id, title, pin, amount) values (7, 'T', '7777', 0)",
                                        "update elsewhere set id = 6",
                                        "insert into thing (id, title, pin, amount) values (7, 'T', '7777', 0)",
                                        "insert into thing (id, title, pin, amount) values (8, 'T', '8888', 0)");
                    }
                })
                .isInstanceOf(DataIntegrityViolationException.class);

        Long inserted = jdbc().queryForObject("select count(*) from thing where id > 6", Long.class);
        long recorded = statements().stream()
                .mapToLong(record -> Objects.requireNonNull(record.rows()))
                .sum();
        assertThat(recorded).isEqualTo(inserted);
        assertThat(statements()).allSatisfy(record -> assertThat(record.note()).contains("failed"));
    }

    @Test
    void itIsPartOfTheTransactionThatHibernateIsIn() {
        jpa().executeWithoutResult(status -> {
            EntityManager em = entityManager();
            em.persist(thing(7));
            em.flush();
            jdbc().update("update thing set title = 'New' where id = 7");
            em.unwrap(Session.class).doWork(connection -> execute(connection, "update thing set title = 'Newer'"));
        });

        assertThat(committed).hasSize(1);
        assertThat(committed.get(0).records())
                .extracting(record -> record.action() + " " + rowsOf(record))
                .containsExactly("CREATE 1", "STATEMENT 1", "STATEMENT 3");
    }

    @Test
    void whatHibernateSendsIsNotReportedTwice() {
        jpa().executeWithoutResult(status -> entityManager().persist(thing(7)));
        jpa().executeWithoutResult(status -> entityManager()
                .createQuery("update PlainJdbcContract$Thing t set t.title = 'x' where t.id = 7")
                .executeUpdate());
        jpa().executeWithoutResult(status -> entityManager()
                .createNativeQuery("update thing set title = 'y' where id = 7")
                .executeUpdate());

        assertThat(committed)
                .hasSize(3)
                .allSatisfy(changes -> assertThat(changes.records()).hasSize(1));
    }

    @Test
    void whatIsRolledBackIsNotRecorded() {
        assertThatThrownBy(() -> plain().executeWithoutResult(status -> {
                    jdbc().update("update thing set title = 'New'");
                    throw new IllegalStateException("back");
                }))
                .hasMessage("back");
        jpa().executeWithoutResult(status -> {
            jdbc().update("update thing set title = 'New'");
            status.setRollbackOnly();
        });

        assertThat(committed).isEmpty();
    }

    @Test
    void aNestedTransactionTakesBackItsOwn() {
        TransactionTemplate nested = plain();
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        plain().executeWithoutResult(outer -> {
            jdbc().update("update thing set title = 'Outer'");
            nested.executeWithoutResult(kept -> jdbc().update("update thing set title = 'Kept' where id = 1"));
            nested.executeWithoutResult(lost -> {
                jdbc().update("delete from thing");
                lost.setRollbackOnly();
            });
        });

        assertThat(committed).hasSize(1);
        assertThat(statements()).extracting(StatementRecord::rows).containsExactly(2L, 1L);
    }

    @Test
    void whatIsCommittedByHandIsRecordedThen() throws SQLException {
        try (Connection connection = source().getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "update thing set title = 'Kept'");
            Savepoint savepoint = connection.setSavepoint();
            execute(connection, "delete from thing");
            connection.rollback(savepoint);
            assertThat(committed).isEmpty();
            connection.commit();
            assertThat(only().kind()).isEqualTo(Kind.UPDATE);
            execute(connection, "delete from thing");
        }
        assertThat(committed).hasSize(1);
    }

    @Test
    void aFailingStatementIsNotRecorded() {
        assertThatThrownBy(
                        () -> jdbc().update("insert into thing (id, title, pin, amount) values (1, 'Again', '1', 1)"))
                .isNotNull();

        assertThat(committed).isEmpty();
    }

    @Test
    void preparedStatementsAreExecutedManyTimes() throws SQLException {
        try (Connection connection = source().getConnection();
                PreparedStatement update = connection.prepareStatement("update thing set title = ? where id = ?")) {
            for (int id = 1; id <= 3; id++) {
                update.setString(1, null);
                update.setLong(2, id);
                update.setString(1, "T" + id);
                update.execute();
            }
        }

        assertThat(statements())
                .extracting(StatementRecord::parameters)
                .containsExactly(Map.of("1", "T1", "2", 1L), Map.of("1", "T2", "2", 2L));
    }

    @Test
    void whatHibernateDropsWhenItIsClosedIsNotOfTheApplication() {
        jdbc().execute("drop table besides");
        jdbc().execute("drop table elsewhere");
        committed.clear();

        context.close();

        assertThat(committed).isEmpty();
        open();
    }

    @Test
    void statementsCanBeRefused() {
        open("audit.statements.mode=reject");

        assertThatThrownBy(() -> jdbc().update("update thing set pin = '4444'"))
                .hasMessageContaining("audit.statements.mode")
                .hasMessageContaining("update thing set pin = ?");
        jdbc().update("update elsewhere set id = 2");
        assertThat(committed).isEmpty();
        assertThat(jdbc().queryForList("select pin from thing", String.class)).doesNotContain("4444");
    }

    @Test
    void statementsCanJustBeCounted() {
        open("audit.statements.mode=ignore");
        long before = unexplained();

        jdbc().update("update thing set pin = '4444'");

        assertThat(committed).isEmpty();
        assertThat(unexplained() - before).isEqualTo(1);
    }

    @Test
    void withoutWatchingSavepointsAreStillFollowed() {
        open("audit.jdbc.enabled=false");
        jpa().executeWithoutResult(status -> {
            EntityManager em = entityManager();
            em.persist(thing(7));
            em.flush();
            Savepoint savepoint = em.unwrap(Session.class).doReturningWork(Connection::setSavepoint);
            em.persist(thing(8));
            em.flush();
            jdbc().update("update thing set title = 'New'");
            em.unwrap(Session.class).doWork(connection -> connection.rollback(savepoint));
        });

        assertThat(committed)
                .singleElement()
                .satisfies(changes -> assertThat(changes.records())
                        .singleElement()
                        .satisfies(record -> assertThat(
                                        ((ChangeRecord) record).entity().id())
                                .isEqualTo(7L)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAStatelessSessionDoesOnAConnectionIsRecordedWhenThatIsCommitted(boolean watched) throws SQLException {
        open("audit.jdbc.enabled=" + watched);
        try (Connection connection = source().getConnection()) {
            connection.setAutoCommit(false);
            try (StatelessSession session = sessions().openStatelessSession(connection)) {
                session.insert(thing(7));
                Savepoint savepoint = connection.setSavepoint();
                session.insert(thing(8));
                connection.rollback(savepoint);
                assertThat(committed).isEmpty();
                connection.commit();
                assertThat(actions()).containsExactly(List.of(Operation.CREATE));

                session.insert(thing(9));
                connection.rollback();
                session.delete(thing(7));
                execute(connection, "update thing set title = 'New'");
                session.createMutationQuery("update PlainJdbcContract$Thing t set t.title = 'Newer'")
                        .executeUpdate();
            }
            assertThat(committed).hasSize(1);
            connection.commit();
        }
        try (Connection connection = source().getConnection()) {
            connection.setAutoCommit(false);
            try (StatelessSession session = sessions().openStatelessSession(connection)) {
                session.insert(thing(10));
            }
        }

        List<Operation> plain = watched ? List.of(Operation.STATEMENT) : List.of();
        assertThat(actions())
                .containsExactly(
                        List.of(Operation.CREATE),
                        Stream.of(List.of(Operation.DELETE), plain, List.of(Operation.STATEMENT))
                                .flatMap(List::stream)
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAStatelessSessionDoesOnAConnectionThatCommitsByItselfIsRecordedAtOnce(boolean watched)
            throws SQLException {
        open("audit.jdbc.enabled=" + watched);
        try (Connection connection = source().getConnection();
                StatelessSession session = sessions().openStatelessSession(connection)) {
            session.insert(thing(7));
            assertThat(committed).hasSize(1);
            session.delete(thing(7));
        }

        assertThat(actions()).containsExactly(List.of(Operation.CREATE), List.of(Operation.DELETE));
    }

    /** What was done in each transaction. */
    private List<List<Operation>> actions() {
        return committed.stream()
                .map(changes -> changes.records().stream().map(Entry::action).toList())
                .toList();
    }

    private SessionFactory sessions() {
        return context.getBean(SessionFactory.class);
    }

    private static Thing thing(long id) {
        Thing thing = new Thing();
        thing.id = id;
        return thing;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long rowsOf(Entry record) {
        return record instanceof StatementRecord statement && statement.rows() != null ? statement.rows() : 1;
    }

    private long unexplained() {
        return context.getBean(StatementPolicy.class).figures().stream()
                .filter(figure -> figure.name().equals("audit.writes.unexplained"))
                .filter(figure -> "jdbc".equals(figure.tags().get("kind")))
                .mapToLong(figure ->
                        ((AuditFigures.Total) figure.reading()).total().getAsLong())
                .sum();
    }

    StatementRecord only() {
        assertThat(statements()).hasSize(1);
        return statements().get(0);
    }

    private List<StatementRecord> statements() {
        return committed.stream()
                .flatMap(changes -> changes.records().stream())
                .map(StatementRecord.class::cast)
                .toList();
    }

    private HikariDataSource source() {
        return context.getBean(HikariDataSource.class);
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(source());
    }

    private EntityManager entityManager() {
        return SharedEntityManagerCreator.createSharedEntityManager(context.getBean(EntityManagerFactory.class));
    }

    private TransactionTemplate jpa() {
        return transactions(new JpaTransactionManager(context.getBean(EntityManagerFactory.class)));
    }

    private TransactionTemplate plain() {
        return transactions(new DataSourceTransactionManager(source()));
    }

    private static TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }
}
