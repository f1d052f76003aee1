package io.audittrail.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedded PostgreSQL that writes to the disk as one in earnest does, unlike those of tests, and whose checkpoints do not
 * happen to fall into somebody's slice.
 */
public final class SyncingPostgres {

    private static final List<String> WHAT_MATTERS = List.of(
            "fsync",
            "full_page_writes",
            "wal_sync_method",
            "synchronous_commit",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout");

    private SyncingPostgres() {}

    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "1h");
    }

    /** What matters to those who commit on this connection: as the server says, not as it was told. */
    public static String settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String setting : WHAT_MATTERS) {
            settings.add(setting + "=" + show(connection, setting));
        }
        return "PostgreSQL " + show(connection, "server_version") + ", " + String.join(", ", settings);
    }

    /** One setting, as the server says. */
    public static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
