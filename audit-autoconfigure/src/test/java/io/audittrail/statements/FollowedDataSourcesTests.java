package io.audittrail.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.FollowedConnection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.HikariDataSourcePoolMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A data source that is followed is still the one that the application knows. */
class FollowedDataSourcesTests {

    private final FollowedDataSources sources = new FollowedDataSources();

    @Test
    void aPoolStaysTheObjectItIs() throws SQLException {
        try (HikariDataSource pool = TestDatabase.h2().open()) {
            assertThat(followed(pool)).isSameAs(pool);
            assertFollows(pool);
            assertThat(new HikariDataSourcePoolMetadata(pool).getIdle()).isPositive();
        }
    }

    @Test
    void aPoolOfADataSourceClassIsFollowedBelowIt() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSourceClassName(JdbcDataSource.class.getName());
            pool.addDataSourceProperty("url", TestDatabase.h2().url());
            pool.setUsername("sa");
            pool.setPassword("");
            assertThat(followed(pool)).isSameAs(pool);
            assertFollows(pool);
        }
    }

    @Test
    void aPoolThatIsInUseBecomesAProxyOfItsClassWhoseMetricsWork() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.h2().url());
        config.setPoolName("early");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            DataSource followed = followed(pool);

            assertThat(followed).isInstanceOf(HikariDataSource.class).isNotSameAs(pool);
            assertFollows(followed);
            HikariDataSource injected = (HikariDataSource) followed;
            assertThat(injected.getPoolName()).isEqualTo("early");
            assertThat(injected.getHikariPoolMXBean()).isSameAs(pool.getHikariPoolMXBean());
            assertThat(new HikariDataSourcePoolMetadata(injected).getIdle()).isPositive();
            assertThat(DataSourceUnwrapper.unwrap(followed, HikariDataSource.class))
                    .isNotNull();
        }
    }

    @Test
    void anEmbeddedDatabaseStaysOne() throws SQLException {
        EmbeddedDatabase database = new EmbeddedDatabaseBuilder()
                .setType(EmbeddedDatabaseType.H2)
                .generateUniqueName(true)
                .build();
        DataSource followed = followed(database);
        assertThat(followed).isInstanceOf(EmbeddedDatabase.class);
        assertFollows(followed);
        ((EmbeddedDatabase) followed).shutdown();
    }

    @Test
    void aClassOfTheApplicationIsStillThatClass() throws SQLException {
        assertThat(followed(driver())).isInstanceOf(DriverManagerDataSource.class);
        assertFollows(followed(driver()));
    }

    @Test
    void aBeanOfAFinalClassIsLeftAloneAndFollowedByTheUnitThatUsesIt() throws SQLException {
        Final source = new Final(driver());
        assertThat(followed(source)).isSameAs(source);
        assertFollows(sources.follow(source));
    }

    @Test
    void whatLendsTheConnectionsOfAFollowedOneIsLeftAlone() throws SQLException {
        try (HikariDataSource pool = TestDatabase.h2().open()) {
            followed(pool);
            LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(pool);
            TransactionAwareDataSourceProxy aware = new TransactionAwareDataSourceProxy(lazy);
            AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
                @Override
                protected Object determineCurrentLookupKey() {
                    return "one";
                }
            };
            routing.setTargetDataSources(Map.of("one", pool));
            routing.afterPropertiesSet();

            for (DataSource lender : new DataSource[] {lazy, aware, routing}) {
                assertThat(followed(lender)).isSameAs(lender);
                assertFollows(lender);
            }
        }
    }

    @Test
    void whatLendsOthersIsFollowedItself() throws SQLException {
        assertFollows(followed(new LazyConnectionDataSourceProxy(driver())));
    }

    @Test
    void aRoutingDataSourceThatFindsOthersInItsOwnWayIsFollowedItself() throws SQLException {
        DriverManagerDataSource one = driver();
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            public void afterPropertiesSet() {}

            @Override
            protected Object determineCurrentLookupKey() {
                return "one";
            }

            @Override
            protected DataSource determineTargetDataSource() {
                return one;
            }
        };
        assertFollows(followed(routing));
    }

    @Test
    void whatStandsForTheBeansOfAScopeIsNotAskedBeforeThereIsOne() {
        ProxyFactory factory = new ProxyFactory(new HikariDataSource());
        factory.setProxyTargetClass(true);
        factory.addInterface(ScopedObject.class);
        factory.addAdvice((MethodInterceptor) call -> {
            throw new IllegalStateException("No scope is active");
        });
        DataSource scoped = (DataSource) factory.getProxy();

        assertThat(sources.postProcessAfterInitialization(scoped, "dataSource")).isSameAs(scoped);
    }

    @Test
    void aConnectionIsFollowedOnce() throws SQLException {
        DataSource twice = sources.follow(new Final(followed(driver())));
        try (Connection connection = twice.getConnection()) {
            FollowedConnection followed = connection.unwrap(FollowedConnection.class);
            assertThat(FollowedConnection.of(followed.behind())).isNull();
        }
    }

    @Test
    void theProxyAndWhatIsBehindItShareATransaction() {
        DriverManagerDataSource behind = driver();
        DataSource followed = followed(behind);
        new JdbcTemplate(behind).execute("create table item (id int)");
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(followed));

        transactions.executeWithoutResult(status -> {
            new JdbcTemplate(behind).update("insert into item values (1)");
            status.setRollbackOnly();
        });

        assertThat(new JdbcTemplate(behind).queryForObject("select count(*) from item", Integer.class))
                .isZero();
    }

    private DataSource followed(DataSource source) {
        return (DataSource) sources.postProcessAfterInitialization(source, "dataSource");
    }

    private static DriverManagerDataSource driver() {
        return new DriverManagerDataSource(TestDatabase.h2().url(), "sa", "");
    }

    /** And its connections are still those of the driver. */
    private static void assertFollows(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(FollowedConnection.of(connection)).isNotNull();
            assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
            assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
            assertThat(connection.createStatement().executeQuery("select 1").next())
                    .isTrue();
        }
    }

    record Final(DataSource behind) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return behind.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return behind.getConnection(user, password);
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return behind.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return behind.isWrapperFor(type);
        }
    }
}
