package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.postgres.SyncingPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on which each child has a database of its own: an embedded one, which writes to the disk as one in earnest does, or a given one. */
final class Postgres implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)[^?]*(\\?.*)?");

    private final Login login;
    private final @Nullable EmbeddedPostgres embedded;
    private final List<String> databases = new ArrayList<>();

    private Postgres(Login login, @Nullable EmbeddedPostgres embedded) {
        this.login = login;
        this.embedded = embedded;
    }

    /** @throws UsageException if it cannot be used: that is better found before anything was measured */
    static Postgres given(Login login) throws UsageException {
        withDatabase(login.url(), "postgres");
        Postgres server = new Postgres(login, null);
        try (Connection connection = server.connect()) {
            connection.isValid(0);
        } catch (SQLException e) {
            throw new UsageException("Cannot connect to %s: %s".formatted(login.url(), e.getMessage()));
        }
        return server;
    }

    static Postgres embedded(Path data) throws IOException {
        EmbeddedPostgres server = SyncingPostgres.builder()
                .setDataDirectory(data)
                .setRegisterShutdownHook(false)
                .start();
        return new Postgres(
                new Login("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "postgres"),
                server);
    }

    /** A new, empty database. */
    synchronized Login newDatabase() throws IOException {
        String name = "benchmark_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection admin = connect();
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name);
            databases.add(name);
            return new Login(withDatabase(login.url(), name), login.user(), login.password());
        } catch (SQLException | UsageException e) {
            throw new IOException("Cannot create a database on " + login.url(), e);
        }
    }

    /** Version and what matters to those who commit. */
    String description() throws IOException {
        try (Connection admin = connect()) {
            return "PostgreSQL %s (%s), fsync=%s, full_page_writes=%s, wal_sync_method=%s"
                    .formatted(
                            SyncingPostgres.show(admin, "server_version"),
                            embedded == null ? "given" : "embedded",
                            SyncingPostgres.show(admin, "fsync"),
                            SyncingPostgres.show(admin, "full_page_writes"),
                            SyncingPostgres.show(admin, "wal_sync_method"));
        } catch (SQLException e) {
            throw new IOException("Cannot ask " + login.url(), e);
        }
    }

    /** Stops the embedded server, or drops what was made on the given one. */
    @Override
    public synchronized void close() throws IOException {
        if (embedded != null) {
            embedded.close();
            return;
        }
        try (Connection admin = connect();
                Statement statement = admin.createStatement()) {
            for (String name : databases) {
                statement.execute("drop database if exists " + name + " with (force)");
            }
            databases.clear();
        } catch (SQLException e) {
            throw new IOException("Cannot drop " + databases + " on " + login.url(), e);
        }
    }

    static String withDatabase(String url, String name) throws UsageException {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new UsageException("\"%s\" is not of the form jdbc:postgresql://host:port/database.".formatted(url));
        }
        String parameters = matcher.group(2);
        return matcher.group(1) + name + (parameters == null ? "" : parameters);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
