package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.audittrail.Change;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.line.Records;
import io.audittrail.testing.CuttingProxy;
import io.audittrail.testing.CuttingProxy.Cut;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guaranteed delivery: the log has what the database has, however the transaction ends. */
class GuaranteedOnPostgresIT {

    private final TestDatabase database = PostgresServer.newDatabase();
    private final CuttingProxy proxy = CuttingProxy.before(database);
    private final CapturedUnit unit = new CapturedUnit(proxy.through(database), CapturedUnit.ALL, Wide.class);

    @TempDir
    private Path directory = Path.of("");

    private GuaranteedUnit guaranteed = unopened();

    @SuppressWarnings("NullAway") // opened before each test
    private static GuaranteedUnit unopened() {
        return null;
    }

    @BeforeEach
    void open() {
        guaranteed = new GuaranteedUnit(unit, database.open(), directory);
        guaranteed.sql.execute(
                "alter table wide add constraint one_title unique (title) deferrable initially deferred");
    }

    @AfterEach
    void close() throws IOException {
        guaranteed.close();
        unit.close();
        proxy.close();
    }

    @Test
    void aConstraintThatFailsAtCommitLeavesNothing() {
        persist(1);
        assertThatThrownBy(() -> unit.commit(em -> {
                    Wide twin = Wide.of(2);
                    twin.title = Wide.of(1).title;
                    em.persist(twin);
                }))
                .hasStackTraceContaining("one_title");

        assertInTheLog(1L);
    }

    @Test
    void anInsertThatFailsDoesNotFailTheTransactionAndTheRecordGoesTheDirectWay() {
        guaranteed.sql.execute("alter table audit_outbox add constraint none check (total < 0)");
        persist(1);
        guaranteed.sql.execute("alter table audit_outbox drop constraint none");
        persist(2);

        assertInTheLog(1L, 2L);
        assertThat(unit.failures.report().failures()).containsEntry("outbox-failed", 1L);
    }

    @Test
    void aLostAnswerToACommitThatWasMadeIsNoQuestion() {
        cutCommit(Cut.BEFORE_THE_CLIENT);
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);

        assertThat(entities()).containsExactly(1L);
        assertInTheLog(1L);
    }

    @Test
    void aLostCommitIsNoQuestionEither() {
        cutCommit(Cut.BEFORE_THE_SERVER);
        assertThatThrownBy(() -> persist(1)).isInstanceOf(RuntimeException.class);

        assertThat(entities()).isEmpty();
        assertInTheLog();
    }

    @Test
    void aLargeTransactionIsInTheLogInOnePiece() {
        unit.commit(em -> LongStream.range(0, 2_000).forEach(id -> em.persist(Wide.of(id))));
        assertThat(guaranteed.rows()).isGreaterThan(2);

        assertInTheLog(LongStream.range(0, 2_000).boxed().toArray(Long[]::new));
    }

    @Test
    void whatIsCommittedAlreadyGoesThroughTheTableToo() {
        unit.delivery
                .prepare(Records.set(Records.update(7, new Change("title", "Old", "New"))), null)
                .committed();

        await().untilAsserted(() -> assertThat(guaranteed.rows()).isEqualTo(1));
        assertInTheLog(7L);
    }

    private void assertInTheLog(Long... ids) {
        guaranteed.drain();
        assertThat(guaranteed.rows()).isZero();
        assertThat(guaranteed.ids()).containsExactly(ids);
        assertThat(guaranteed.hasFlags()).isFalse();
    }

    private void persist(long id) {
        unit.commit(em -> {
            Wide wide = Wide.of(id);
            wide.title = id == 1 ? wide.title : wide.title + " " + id;
            em.persist(wide);
        });
    }

    private void cutCommit(Cut cut) {
        Delivery outbox = unit.delivery;
        unit.delivery = (changes, connection) -> {
            Delivery.Prepared prepared = outbox.prepare(changes, connection);
            proxy.cutNext(cut);
            return prepared;
        };
    }

    private List<Long> entities() {
        return guaranteed.sql.queryForList("select id from wide", Long.class);
    }
}
