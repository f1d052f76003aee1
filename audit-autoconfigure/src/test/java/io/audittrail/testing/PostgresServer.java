package io.audittrail.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for the whole test run: in a container where Docker runs, otherwise embedded. There is always one, so
 * no test is ever skipped for want of it.
 */
public final class PostgresServer {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    private final String url;
    private final String user;
    private final String password;

    private PostgresServer(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    private static final class Holder {
        static final PostgresServer INSTANCE = start();
    }

    /** A new, empty database on the server. */
    public static TestDatabase newDatabase() {
        PostgresServer server = Holder.INSTANCE;
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection admin = DriverManager.getConnection(server.url + "postgres", server.user, server.password);
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database on " + server.url, e);
        }
        return new TestDatabase(server.url + name, server.user, server.password);
    }

    /** Since version 18 there are columns that are computed when they are read. */
    public static boolean hasVirtualColumns() {
        PostgresServer server = Holder.INSTANCE;
        try (Connection admin = DriverManager.getConnection(server.url + "postgres", server.user, server.password)) {
            return admin.getMetaData().getDatabaseMajorVersion() >= 18;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresServer start() {
        String given = System.getProperty("postgres.url");
        if (given != null) {
            return new PostgresServer(given, System.getProperty("postgres.user", "postgres"), "");
        }
        return dockerRuns() ? container() : embedded();
    }

    private static boolean dockerRuns() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // lives as long as the test run; Testcontainers removes it
    private static PostgresServer container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        log.info("PostgreSQL in a container: {}", container.getJdbcUrl());
        String url = "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/";
        return new PostgresServer(url, container.getUsername(), container.getPassword());
    }

    @SuppressWarnings("resource") // ends with the JVM
    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            log.info("No Docker here: PostgreSQL is embedded, on port {}", postgres.getPort());
            return new PostgresServer(
                    "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/", "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
