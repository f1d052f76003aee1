package io.audittrail.outbox;

import io.audittrail.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to drain one owner's rows, until it expires by the database's clock. It keeps instances out of each other's
 * way; that no row is drained twice is the work of the rows' own locks. Used by one thread.
 */
final class Lease {

    /** Of all leases of this process: whoever has one of these is alive. */
    private static final Set<String> LIVING = ConcurrentHashMap.newKeySet();

    private final Dialect dialect;
    private final String name;
    private final Holder holder;
    private final long millis;
    private final String token = UUID.randomUUID().toString();
    private @Nullable String before;
    private long takenNanos;
    private boolean held;

    /**
     * Who holds a lease.
     *
     * @param stream the log it drains to
     * @param place where that is; no other process can write this log in this place at the same time
     * @param excludesOthers whether that is so already, because the log is open: then a lease that was left by an earlier
     *     process for the same log in the same place has no holder any more, and need not expire
     */
    record Holder(String stream, String place, boolean excludesOthers) {
        Holder {
            place = place.length() > 255 ? place.substring(0, 255) : place;
        }
    }

    private record Found(String stream, String place, String token, long expiresAt, boolean expired) {}

    Lease(Dialect dialect, String name, Holder holder, long millis) {
        this.dialect = dialect;
        this.name = name;
        this.holder = holder;
        this.millis = millis;
    }

    String name() {
        return name;
    }

    /** Renews the lease, or takes it when nobody has it. */
    boolean take(Connection connection) throws SQLException {
        held = renew(connection) || acquire(connection);
        if (held) {
            LIVING.add(token);
            takenNanos = System.nanoTime();
        }
        return held;
    }

    /** Whether it is time to {@link #take} it again. */
    boolean isDue() {
        return !held || System.nanoTime() - takenNanos > millis * 1_000_000 / 3;
    }

    /** Whether somebody else has it. */
    boolean isOthers(Connection connection) throws SQLException {
        Found found = find(connection);
        return found != null && !found.expired() && !found.token().equals(token);
    }

    /** Asks the database: a process that was asleep does not know how long. */
    boolean isHeld(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from audit_lease where name = ? and token = ? and expires_at > " + dialect.now())) {
            select.setString(1, name);
            select.setString(2, token);
            try (ResultSet result = select.executeQuery()) {
                held = result.next();
                return held;
            }
        }
    }

    /** The log that was drained to by the one before, who did not give the lease up; null when there is no such one. */
    @Nullable
    String before() {
        return before;
    }

    /** Lets the next one have it at once. */
    void giveUp(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_lease where name = ? and token = ?")) {
            delete.setString(1, name);
            delete.setString(2, token);
            delete.executeUpdate();
        } finally {
            lost();
        }
    }

    void lost() {
        held = false;
        LIVING.remove(token);
    }

    private boolean renew(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_lease set expires_at = " + dialect.now() + " + ? where name = ? and token = ?")) {
            update.setLong(1, millis);
            update.setString(2, name);
            update.setString(3, token);
            return update.executeUpdate() == 1;
        }
    }

    private boolean acquire(Connection connection) throws SQLException {
        Found found = find(connection);
        if (found == null) {
            before = null;
            return create(connection);
        }
        boolean orphaned = holder.excludesOthers()
                && found.stream().equals(holder.stream())
                && found.place().equals(holder.place())
                && !LIVING.contains(found.token());
        if (!found.expired() && !orphaned) {
            return false;
        }
        before = found.stream();
        return takeOver(connection, found);
    }

    private @Nullable Found find(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select holder, place, token, expires_at, case when expires_at < "
                        + dialect.now() + " then 1 else 0 end from audit_lease where name = ?")) {
            select.setString(1, name);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? new Found(
                                result.getString(1),
                                result.getString(2),
                                result.getString(3),
                                result.getLong(4),
                                result.getInt(5) == 1)
                        : null;
            }
        }
    }

    /** Another may be quicker. */
    private boolean create(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit_lease (name, holder, place, token, expires_at)"
                        + " select ?, ?, ?, ?, " + dialect.now()
                        + " + ? where not exists (select 1 from audit_lease where name = ?)")) {
            insert.setString(1, name);
            insert.setString(2, holder.stream());
            insert.setString(3, holder.place());
            insert.setString(4, token);
            insert.setLong(5, millis);
            insert.setString(6, name);
            return insert.executeUpdate() == 1;
        }
    }

    private boolean takeOver(Connection connection, Found found) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_lease set holder = ?, place = ?, token = ?, expires_at = "
                        + dialect.now() + " + ? where name = ? and token = ? and expires_at = ?")) {
            update.setString(1, holder.stream());
            update.setString(2, holder.place());
            update.setString(3, token);
            update.setLong(4, millis);
            update.setString(5, name);
            update.setString(6, found.token());
            update.setLong(7, found.expiresAt());
            return update.executeUpdate() == 1;
        }
    }
}
