package io.audittrail.sample;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The two databases of the profiles {@code postgres} and {@code postgres-triggers}: in a container where Docker runs, otherwise embedded. */
record PostgresDatabases(String url, String user, String password, Closeable server) implements Closeable {

    static PostgresDatabases start() throws IOException, SQLException {
        PostgresDatabases databases = dockerRuns() ? inContainer() : embedded();
        try (Connection admin = databases.connect("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create database sam");
            statement.execute("create database system_status");
        }
        return databases;
    }

    /** What an operator sets in the environment. */
    List<String> settings(String profile) {
        return List.of(
                "--spring.profiles.active=" + profile,
                "--SAM_URL=" + url + "sam",
                "--SAM_USERNAME=" + user,
                "--SAM_PASSWORD=" + password,
                "--SYSTEM_STATUS_URL=" + url + "system_status",
                "--SYSTEM_STATUS_USERNAME=" + user,
                "--SYSTEM_STATUS_PASSWORD=" + password);
    }

    /** Past the application. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url + database, user, password);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** That it does not run is no error here. */
    private static boolean dockerRuns() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.testcontainers");
        logger.setLevel(Level.OFF);
        boolean runs = DockerClientFactory.instance().isDockerAvailable();
        logger.setLevel(null);
        return runs;
    }

    private static PostgresDatabases inContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18").withDatabaseName("postgres");
        container.start();
        String url = "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/";
        return new PostgresDatabases(url, container.getUsername(), container.getPassword(), container::stop);
    }

    private static PostgresDatabases embedded() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
        return new PostgresDatabases(url, "postgres", "postgres", server);
    }
}
