package io.audittrail.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection that knows what became of what was done on it, whoever decides that. Found by {@link Connection#unwrap}. */
public interface FollowedConnection {

    ConnectionTransaction following();

    /** The connection behind it: what is done there is nobody's but ours. */
    Connection behind();

    /** Null for a connection that nobody follows. */
    static @Nullable FollowedConnection of(Connection connection) {
        if (connection instanceof FollowedConnection followed) {
            return followed;
        }
        try {
            return connection.isWrapperFor(FollowedConnection.class)
                    ? connection.unwrap(FollowedConnection.class)
                    : null;
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
            return null; // It is closed, or older than this question.
        }
    }
}
