package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.application.StatementCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out the connections of another as they are, except while it counts. */
final class CountingDataSource extends DelegatingDataSource {

    private volatile @Nullable StatementCount count;

    CountingDataSource(DataSource target) {
        super(target);
    }

    /** Without being counted. */
    DataSource target() {
        return Objects.requireNonNull(getTargetDataSource());
    }

    StatementCount countWhile(Runnable work) {
        StatementCount counting = new StatementCount();
        count = counting;
        try {
            work.run();
        } finally {
            count = null;
        }
        return counting;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        StatementCount counting = count;
        return counting == null ? connection : counting.counted(connection);
    }
}
