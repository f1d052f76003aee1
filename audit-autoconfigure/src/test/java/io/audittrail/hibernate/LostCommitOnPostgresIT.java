package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.ChangeSet;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.ledger.DirectDelivery;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.testing.CuttingProxy;
import io.audittrail.testing.CuttingProxy.Cut;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The connection breaks around the commit: the log says that it does not know, and only where nobody can know. */
class LostCommitOnPostgresIT {

    private static final String UNKNOWN = "\"outcome\":\"unknown\"";

    private final TestDatabase database = PostgresServer.newDatabase();
    private final CuttingProxy proxy = CuttingProxy.before(database);
    private final CapturedUnit unit =
            new CapturedUnit(proxy.through(database).withConnections(1), CapturedUnit.ALL, Wide.class);
    private final JdbcTemplate server = new JdbcTemplate(database.open());
    private final List<ChangeSet> told = new ArrayList<>();
    private Ledger ledger = unopened();
    private Delivery direct = unit.delivery;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void openTheLedger() {
        server.execute("alter table wide add constraint one_title unique (title) deferrable initially deferred");
        LedgerSettings settings = LedgerSettings.of(directory, "lost");
        ledger = Ledgers.open(settings, Clock.systemUTC(), unit.failures);
        ledger.start();
        direct = new DirectDelivery(ledger, unit.failures);
        unit.delivery = direct;
        unit.sinks = List.of(told::add);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(unit.failures.report().failures()).isEmpty();
        ledger.close();
        unit.close();
        ((AutoCloseable) Objects.requireNonNull(server.getDataSource())).close();
        proxy.close();
    }

    @SuppressWarnings("NullAway") // opened before each test
    private static Ledger unopened() {
        return null;
    }

    @Test
    void aCommitWhoseAnswerIsLostIsWrittenAsUnknown() throws IOException {
        beforeCommit(() -> proxy.cutNext(Cut.BEFORE_THE_CLIENT));
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);

        assertThat(rows()).containsExactly(1L);
        assertThat(records()).singleElement().asString().contains("\"entityId\":1,", UNKNOWN + ",\"seq\":");
        assertThat(told).isEmpty();
    }

    @Test
    void aCommitThatNeverArrivesIsWrittenAsUnknownToo() throws IOException {
        beforeCommit(() -> proxy.cutNext(Cut.BEFORE_THE_SERVER));
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);

        assertThat(rows()).isEmpty();
        assertThat(records()).singleElement().asString().contains("\"entityId\":1,", UNKNOWN + ",\"seq\":");
        assertThat(told).isEmpty();
    }

    @Test
    void aConnectionEndedByTheServerBeforeTheCommitIsUnknown() throws IOException {
        beforeCommit(this::terminate);
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);

        assertThat(rows()).isEmpty();
        assertThat(records()).singleElement().asString().contains(UNKNOWN);
    }

    @Test
    void aConnectionEndedBeforeTheFlushLeavesNothing() throws IOException {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(Wide.of(1));
                    em.flush();
                    terminate();
                    em.persist(Wide.of(2));
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(records()).isEmpty();
    }

    @Test
    void aConstraintThatFailsAtCommitLeavesNothing() throws IOException {
        persist(1);
        assertThatThrownBy(() -> unit.commit(em -> {
                    Wide twin = Wide.of(2);
                    twin.title = Wide.of(1).title;
                    em.persist(twin);
                }))
                .hasStackTraceContaining("one_title");

        assertThat(records())
                .singleElement()
                .asString()
                .contains("\"entityId\":1,")
                .doesNotContain(UNKNOWN);
    }

    @Test
    void aVetoAfterOursLeavesNothingThoughTheConnectionIsGone() throws IOException {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(Wide.of(1));
                    em.flush();
                    vetoLast(em);
                }))
                .hasStackTraceContaining("vetoed");

        assertThat(rows()).isEmpty();
        assertThat(records()).isEmpty();
    }

    @Test
    void theNextTransactionIsAnOrdinaryOne() throws IOException {
        beforeCommit(() -> proxy.cutNext(Cut.BEFORE_THE_CLIENT));
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);
        unit.delivery = direct;
        persist(2);

        assertThat(records())
                .hasSize(2)
                .element(1)
                .asString()
                .contains("\"entityId\":2,")
                .doesNotContain(UNKNOWN);
        assertThat(told).hasSize(1);
    }

    @Test
    void whatWasRolledBackOnABrokenConnectionIsNotPartOfTheSessionsNextTransaction() throws IOException {
        try (EntityManager em = unit.factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(Wide.of(1));
            em.flush();
            terminate();
            assertThatThrownBy(() -> em.getTransaction().rollback()).isInstanceOf(RuntimeException.class);
            em.clear();
            em.unwrap(SharedSessionContractImplementor.class)
                    .getJdbcCoordinator()
                    .getLogicalConnection()
                    .manualDisconnect();
            em.getTransaction().begin();
            em.persist(Wide.of(2));
            em.getTransaction().commit();
        }

        assertThat(rows()).containsExactly(2L);
        assertThat(records()).singleElement().asString().contains("\"entityId\":2,");
    }

    private void beforeCommit(Runnable disturbance) {
        unit.delivery = (changes, connection) -> {
            Delivery.Prepared prepared = direct.prepare(changes, connection);
            disturbance.run();
            return prepared;
        };
    }

    private void vetoLast(EntityManager em) {
        em.unwrap(SharedSessionContractImplementor.class)
                .getTransactionCoordinator()
                .addObserver(new TransactionObserver() {
                    @Override
                    public void afterBegin() {}

                    @Override
                    public void beforeCompletion() {
                        terminate();
                        throw new IllegalStateException("vetoed");
                    }

                    @Override
                    public void afterCompletion(boolean successful, boolean delayed) {}
                });
    }

    private void persist(long id) {
        unit.commit(em -> em.persist(Wide.of(id)));
    }

    /** Ends what the unit holds open, as an administrator would. */
    private void terminate() {
        server.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                + " and state = 'idle in transaction'");
    }

    private List<Long> rows() {
        return server.queryForList("select id from wide order by id", Long.class);
    }

    private List<String> records() throws IOException {
        return Files.readAllLines(directory.resolve("lost.current")).stream()
                .filter(line -> line.contains("\"action\":"))
                .toList();
    }
}
