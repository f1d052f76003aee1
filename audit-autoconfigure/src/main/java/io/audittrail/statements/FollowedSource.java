package io.audittrail.statements;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Hands out connections that are followed. Otherwise it is the data source behind it. Thread-safe. */
@NullUnmarked // as the interface is
final class FollowedSource implements DataSource {

    private final DataSource behind;
    private final Watched watched;

    FollowedSource(DataSource behind, Watched watched) {
        this.behind = behind;
        this.watched = watched;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return AuditedConnection.following(behind.getConnection(), watched);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return AuditedConnection.following(behind.getConnection(user, password), watched);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(behind) ? type.cast(behind) : behind.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(behind) || behind.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return behind.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        behind.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        behind.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return behind.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return behind.getParentLogger();
    }
}
