package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.benchmarks.postgres.SyncingPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A PostgreSQL on the same disk as the logs, in which each application has a database of its own. */
record Server(EmbeddedPostgres postgres) implements AutoCloseable {

    private static final String USER = "postgres";

    static Server start(Scratch scratch) throws IOException {
        LoggingSystem.get(Server.class.getClassLoader()).setLogLevel("io.zonky", LogLevel.ERROR);
        return new Server(Scratch.begin(SyncingPostgres.builder()
                .setDataDirectory(scratch.path().resolve("postgres"))
                .setRegisterShutdownHook(false)::start));
    }

    /** @param synchronousCommit {@code on} or {@code off}, of all who connect to it */
    Login newDatabase(String name, String synchronousCommit) throws SQLException {
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("alter database " + name + " set synchronous_commit = " + synchronousCommit);
        }
        return new Login("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name, USER, USER);
    }

    /** What holds for who connects to this database. */
    static String settings(Login database) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            return "On an embedded " + SyncingPostgres.settings(connection) + ".";
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
