package io.audittrail.oracle;

import io.audittrail.Actor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Which transaction the thread is in, and who is at work: said to the log by what an application has for it, and to the
 * database by settings that the trigger reads.
 */
final class Marks {

    static final String MARKER = "marker";

    private static final ThreadLocal<Deque<String>> MARKERS = ThreadLocal.withInitial(ArrayDeque::new);
    private static final ThreadLocal<String> ACTOR = ThreadLocal.withInitial(() -> "nobody");

    private Marks() {}

    static Map<String, String> context() {
        String marker = MARKERS.get().peek();
        return marker == null ? Map.of() : Map.of(MARKER, marker);
    }

    static Actor actor() {
        return Actor.user(actorName());
    }

    static String actorName() {
        return ACTOR.get();
    }

    static void actor(String name) {
        ACTOR.set(name);
    }

    /** Runs a transaction, which may have others within. */
    static void during(String marker, Runnable transaction) {
        MARKERS.get().push(marker);
        try {
            transaction.run();
        } finally {
            MARKERS.get().pop();
        }
    }

    /** Tells the database, on the transaction's own connection, and for its time alone. */
    static void tell(Connection connection) {
        tell(connection, true);
    }

    /** @param local whether the end of the transaction ends it; otherwise the next call does */
    static void tell(Connection connection, boolean local) {
        String marker = MARKERS.get().peek();
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('oracle.marker', ?, ?), set_config('oracle.actor', ?, ?)")) {
            statement.setString(1, marker == null ? "" : marker);
            statement.setBoolean(2, local);
            statement.setString(3, actorName());
            statement.setBoolean(4, local);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param statement empty when it is over */
    static void tellStatement(Connection connection, String statement) {
        tellStatement(connection, statement, true);
    }

    static void tellStatement(Connection connection, String statement, boolean local) {
        try (PreparedStatement config = connection.prepareStatement("select set_config('oracle.statement', ?, ?)")) {
            config.setString(1, statement);
            config.setBoolean(2, local);
            config.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Before a connection that was told for longer than a transaction goes back. */
    static void forget(Connection connection) {
        try (PreparedStatement config = connection.prepareStatement("select set_config('oracle.marker', '', false),"
                + " set_config('oracle.actor', '', false), set_config('oracle.statement', '', false)")) {
            config.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
