package io.audittrail.benchmarks.contender;

import java.util.UUID;

/** Where the entities are, or will be, and how to get there. */
public record Login(String url, String user, String password) {

    /** @param place {@code h2}, or a JDBC URL */
    static Login of(String place, String user, String password) {
        return place.equals("h2")
                ? new Login("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "")
                : new Login(place, user, password);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }
}
