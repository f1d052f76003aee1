package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditUnavailableException;
import io.audittrail.ChangeRecord;
import io.audittrail.Operation;
import io.audittrail.hibernate.model.Wide;
import io.audittrail.testing.TestDatabase;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.io.Serial;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.HeuristicCompletionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ReflectionUtils;

/** Global transactions, by Narayana. */
class JtaTests {

    private static final TransactionManager MANAGER = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private static final UserTransaction USER = com.arjuna.ats.jta.UserTransaction.userTransaction();

    private final TestDatabase database = TestDatabase.h2();
    private final Enlisting resources = new Enlisting(database);
    private final JtaTransactionManager spring = new JtaTransactionManager(USER, MANAGER);
    private final CapturedUnit unit =
            new CapturedUnit(database, CapturedUnit.ALL, List.of(), this::useJta, factory -> spring, Wide.class);

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void aCommitIsWritten() {
        unit.commit(em -> em.persist(Wide.of(1)));
        assertThat(unit.recordsOf(em -> em.find(Wide.class, 1L).title = "New"))
                .extracting(ChangeRecord::action)
                .containsExactly(Operation.UPDATE);
    }

    @Test
    void aRollbackLeavesNothing() {
        unit.transactions.executeWithoutResult(status -> {
            unit.entityManager().persist(Wide.of(1));
            unit.entityManager().flush();
            status.setRollbackOnly();
        });

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void anOutboxTakesPartInTheGlobalTransaction(@TempDir Path directory) {
        try (GuaranteedUnit guaranteed = new GuaranteedUnit(unit, database.open(), directory)) {
            unit.transactions.executeWithoutResult(status -> {
                unit.entityManager().persist(Wide.of(1));
                unit.entityManager().flush();
                status.setRollbackOnly();
            });
            unit.commit(em -> em.persist(Wide.of(2)));
            assertThat(guaranteed.rows()).isEqualTo(1);
            guaranteed.drain();
            assertThat(guaranteed.ids()).containsExactly(2L);
        }
    }

    @Test
    void aVetoByAnotherParticipantLeavesNothing() {
        assertThatThrownBy(() -> unit.commit(em -> {
                    em.persist(Wide.of(1));
                    em.flush();
                    register(new Synchronization() {
                        @Override
                        public void beforeCompletion() {
                            throw new IllegalStateException("vetoed");
                        }

                        @Override
                        public void afterCompletion(int status) {}
                    });
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void anInnerTransactionIsWrittenThoughTheOuterRollsBack() {
        TransactionTemplate inner = new TransactionTemplate(spring);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        unit.transactions.executeWithoutResult(outer -> {
            unit.entityManager().persist(Wide.of(1));
            inner.executeWithoutResult(status -> unit.entityManager().persist(Wide.of(2)));
            outer.setRollbackOnly();
        });

        assertThat(unit.records()).extracting(record -> record.entity().id()).containsExactly(2L);
    }

    @Test
    void aRefusalRollsTheGlobalTransactionBackAndTheReasonReachesTheCaller() {
        unit.delivery = (changes, connection) -> {
            throw new AuditUnavailableException("The disk is full", null);
        };
        assertThatThrownBy(() -> unit.commit(em -> em.persist(Wide.of(1))))
                .isInstanceOf(UnexpectedRollbackException.class)
                .hasRootCauseInstanceOf(AuditUnavailableException.class);

        assertThat(unit.<Long>commitAndGet(em -> em.createQuery("select count(w) from Wide w", Long.class)
                        .getSingleResult()))
                .isZero();
    }

    /** Narayana calls it committed, and Hibernate hears no more than that. */
    @Test
    void anOutcomeThatTheTransactionManagerIsNotSureOfIsWrittenAsCommitted() {
        resources.failure = XAException.XAER_RMFAIL;
        assertThatThrownBy(() -> unit.commit(em -> em.persist(Wide.of(1))))
                .isInstanceOf(HeuristicCompletionException.class);

        assertThat(unit.records()).hasSize(1);
    }

    @Test
    void aRefusalByTheDatabaseAtTheCommitLeavesNothing() {
        resources.failure = XAException.XA_RBROLLBACK;
        assertThatThrownBy(() -> unit.commit(em -> em.persist(Wide.of(1))))
                .isInstanceOf(UnexpectedRollbackException.class);

        assertThat(unit.records()).isEmpty();
    }

    private void useJta(LocalContainerEntityManagerFactoryBean bean) {
        bean.setDataSource(null);
        bean.setJtaDataSource(resources);
        Map<String, Object> settings = bean.getJpaPropertyMap();
        settings.put("hibernate.transaction.coordinator_class", "jta");
        settings.put("hibernate.transaction.jta.platform", new NarayanaPlatform());
    }

    private static void register(Synchronization synchronization) {
        try {
            MANAGER.getTransaction().registerSynchronization(synchronization);
        } catch (SystemException | RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class NarayanaPlatform extends AbstractJtaPlatform {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected TransactionManager locateTransactionManager() {
            return MANAGER;
        }

        @Override
        protected UserTransaction locateUserTransaction() {
            return USER;
        }
    }

    /** Gives each global transaction one connection, and makes it a part of it: what a container's pool does. */
    private static final class Enlisting extends AbstractDataSource {
        /** An XA error code for the next commits, told after they were done; 0 for none. */
        int failure;

        private final JdbcDataSource database = new JdbcDataSource();
        private final Map<Object, Connection> enlisted = new ConcurrentHashMap<>();

        Enlisting(TestDatabase at) {
            database.setURL(at.url());
            database.setUser(at.user());
            database.setPassword(at.password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                var transaction = MANAGER.getTransaction();
                if (transaction == null) {
                    return database.getConnection();
                }
                Connection known = enlisted.get(transaction);
                return known != null ? known : enlist(transaction);
            } catch (SystemException | RollbackException e) {
                throw new SQLException(e);
            }
        }

        private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
            XAConnection xa = database.getXAConnection();
            transaction.enlistResource(failing(xa.getXAResource()));
            Connection connection = unclosable(xa.getConnection());
            enlisted.put(transaction, connection);
            transaction.registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    enlisted.remove(transaction);
                    close(xa);
                }
            });
            return connection;
        }

        private XAResource failing(XAResource resource) {
            return (XAResource) Proxy.newProxyInstance(
                    JtaTests.class.getClassLoader(), new Class<?>[] {XAResource.class}, (proxy, method, arguments) -> {
                        Object answer = ReflectionUtils.invokeMethod(method, resource, arguments);
                        if (method.getName().equals("commit") && failure != 0) {
                            throw new XAException(failure);
                        }
                        return answer;
                    });
        }

        private static void close(XAConnection xa) {
            try {
                xa.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Connection unclosable(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    JtaTests.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> method.getName().equals("close")
                            ? null
                            : ReflectionUtils.invokeMethod(method, connection, arguments));
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
