package io.audittrail.benchmarks.contender;

import java.util.UUID;

/** Where the entities are. */
record Database(String url, String user, String password) {

    /** @param place {@code h2}, or a JDBC URL */
    static Database of(String place, String user, String password) {
        return place.equals("h2")
                ? new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "")
                : new Database(place, user, password);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }
}
