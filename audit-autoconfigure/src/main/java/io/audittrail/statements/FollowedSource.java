package io.audittrail.statements;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections that are followed. Otherwise it is the data source behind it. Thread-safe. */
@NullUnmarked // as the interface is
final class FollowedSource extends DelegatingDataSource {

    private final Watched watched;

    FollowedSource(DataSource behind, Watched watched) {
        super(behind);
        this.watched = watched;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return AuditedConnection.following(super.getConnection(), watched);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return AuditedConnection.following(super.getConnection(user, password), watched);
    }

    /** A pool that is asked for what it pools means what is behind. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        DataSource behind = obtainTargetDataSource();
        return type.isInstance(behind) ? type.cast(behind) : behind.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        DataSource behind = obtainTargetDataSource();
        return type.isInstance(behind) || behind.isWrapperFor(type);
    }
}
