package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeSet;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Delivery;
import io.audittrail.transaction.OwnConnection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a delivery writes on the transaction's own connection has the transaction's outcome. */
class OwnConnectionTests {

    private final CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Wide.class);
    private final JdbcTemplate database = new JdbcTemplate(unit.dataSource);
    private final Delivery keeping = unit.delivery;

    @BeforeEach
    void insertWhatIsDelivered() {
        database.execute("create table delivered (tx varchar(36))");
        unit.delivery = (changes, connection) -> {
            insert(changes, connection);
            return keeping.prepare(changes, connection);
        };
    }

    @AfterEach
    void close() {
        assertThat(unit.failures.report().failures()).isEmpty();
        unit.close();
    }

    @Test
    void itIsCommittedWithTheTransaction() {
        unit.commit(em -> em.persist(Wide.of(1)));

        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    void itIsRolledBackWithARefusedTransaction() {
        Delivery inserting = unit.delivery;
        unit.delivery = (changes, connection) -> {
            inserting.prepare(changes, connection);
            throw new AuditUnavailableException("refused", null);
        };

        assertThatThrownBy(() -> unit.commit(em -> em.persist(Wide.of(1))))
                .hasRootCauseInstanceOf(AuditUnavailableException.class);
        assertThat(delivered()).isZero();
        assertThat(database.queryForObject("select count(*) from wide", Integer.class))
                .isZero();
    }

    @Test
    void itIsThereThoughTheEntityManagerWasClosedWithinTheTransaction() {
        var em = unit.factory.createEntityManager();
        var transaction = em.getTransaction();
        transaction.begin();
        em.persist(Wide.of(1));
        em.flush();
        em.close();
        transaction.commit();

        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    void aSessionThatSharesTheConnectionSharesTheDelivery() {
        unit.commit(em -> {
            try (Session child =
                    em.unwrap(Session.class).sessionWithOptions().connection().openSession()) {
                child.persist(Wide.of(1));
                child.flush();
            }
            em.persist(Wide.of(2));
        });

        assertThat(delivered()).isEqualTo(1);
        assertThat(unit.records()).hasSize(2);
    }

    private int delivered() {
        return Objects.requireNonNull(database.queryForObject("select count(*) from delivered", Integer.class));
    }

    private static void insert(ChangeSet changes, @Nullable OwnConnection connection) {
        try (PreparedStatement insert =
                Objects.requireNonNull(connection).get().prepareStatement("insert into delivered values (?)")) {
            insert.setString(1, changes.tx().toString());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
