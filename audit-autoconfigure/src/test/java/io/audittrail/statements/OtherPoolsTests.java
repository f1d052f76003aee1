package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditSink;
import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.BasicDataSourceMXBean;
import org.apache.tomcat.jdbc.pool.jmx.ConnectionPoolMBean;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.transaction.support.TransactionTemplate;

/** The pools that Spring Boot knows beside HikariCP: plain JDBC is recorded, and they are what the application asked for. */
class OtherPoolsTests {

    @TempDir
    private Path directory = Path.of("");

    private final List<ChangeSet> committed = new CopyOnWriteArrayList<>();

    @Entity(name = "Thing")
    @Table(name = "thing")
    static class Thing {
        @Id
        long id;

        String title = "";
    }

    /** Beans of the application, which ask for the pool by its class. */
    record NeedingTomcats(org.apache.tomcat.jdbc.pool.DataSource pool) {}

    record NeedingDbcp(BasicDataSource pool) {}

    @Test
    void tomcats() {
        open(org.apache.tomcat.jdbc.pool.DataSource.class, NeedingTomcats.class).run(context -> {
            var pool = context.getBean(NeedingTomcats.class).pool();
            assertIsAsItWas(context, pool);

            assertThat(pool.getMaxActive()).isEqualTo(3);
            assertThat(pool.getPool().getSize()).isPositive();
            assertThat(DataSourceUnwrapper.unwrap(
                            pool, ConnectionPoolMBean.class, org.apache.tomcat.jdbc.pool.DataSource.class))
                    .isNotNull();
            var connections = pool.getPool();
            context.close();
            assertThat(connections.isClosed()).isTrue();
        });
    }

    @Test
    void dbcp() {
        open(BasicDataSource.class, NeedingDbcp.class).run(context -> {
            BasicDataSource pool = context.getBean(NeedingDbcp.class).pool();
            assertIsAsItWas(context, pool);

            assertThat(pool.getMaxTotal()).isEqualTo(3);
            assertThat(pool.getNumIdle()).isPositive();
            assertThat(DataSourceUnwrapper.unwrap(pool, BasicDataSourceMXBean.class, BasicDataSource.class))
                    .isNotNull();
            context.close();
            assertThat(pool.isClosed()).isTrue();
        });
    }

    private ApplicationContextRunner open(Class<? extends DataSource> pool, Class<? extends Record> needing) {
        TestDatabase database = TestDatabase.h2();
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(Configurations.ofAnAuditedUnit()))
                .withBean(PersistenceManagedTypes.class, () -> PersistenceManagedTypes.of(Thing.class.getName()))
                .withBean(AuditSink.class, () -> committed::add)
                .withBean(needing)
                .withPropertyValues(
                        "spring.datasource.type=" + pool.getName(),
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "spring.datasource.tomcat.max-active=3",
                        "spring.datasource.dbcp2.max-total=3",
                        "spring.jpa.hibernate.ddl-auto=create-drop",
                        "audit.ledger.directory=" + directory);
    }

    private void assertIsAsItWas(ApplicationContext context, DataSource pool) throws SQLException {
        assertThat(context.getBean(DataSource.class)).isSameAs(pool);
        assertEachStatementIsRecordedOnce(context, pool);
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
            assertThat(connection.unwrap(JdbcConnection.class).isClosed()).isFalse();
        }
        DataSourcePoolMetadata metadata = context.getBeanProvider(DataSourcePoolMetadataProvider.class).stream()
                .map(provider -> provider.getDataSourcePoolMetadata(pool))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(metadata.getMax()).isEqualTo(3);
        assertThat(metadata.getIdle()).isPositive();
    }

    private void assertEachStatementIsRecordedOnce(ApplicationContext context, DataSource pool) {
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        jdbc.update("insert into thing (id, title) values (?, 'T')", 1);
        context.getBean(EntityManagerFactory.class).runInTransaction(entities -> entities.persist(new Thing()));
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        transactions.executeWithoutResult(status -> {
            jdbc.update("update thing set title = 'U'");
            jdbc.execute("delete from thing");
        });
        transactions.executeWithoutResult(status -> {
            jdbc.update("insert into thing (id, title) values (?, 'T')", 2);
            status.setRollbackOnly();
        });

        assertThat(committed)
                .extracting(
                        changes -> changes.records().stream().map(Entry::action).toList())
                .containsExactly(
                        List.of(Operation.STATEMENT),
                        List.of(Operation.CREATE),
                        List.of(Operation.STATEMENT, Operation.STATEMENT));
        assertThat(context.getBean(Failures.class).report().failures()).isEmpty();
    }
}
