package io.audittrail.benchmarks.application;

import java.util.UUID;

/** Where the entities are, or will be, and how to get there. */
public record Login(String url, String user, String password) {

    /** A new database in memory. */
    public static Login h2() {
        return new Login("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** @param place {@code h2}, or a JDBC URL */
    public static Login of(String place, String user, String password) {
        return place.equals("h2") ? h2() : new Login(place, user, password);
    }

    public boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }
}
