package io.audittrail.statements;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

/**
 * Follows the connections that a pool of HikariCP keeps, below the pool: the bean stays what it is, with its class and its
 * metrics, and no connection is wrapped anew each time it is lent. The only class that needs HikariCP.
 */
final class HikariPools {

    private HikariPools() {}

    static boolean isPool(DataSource source) {
        return source instanceof HikariDataSource;
    }

    /** Whether that can be done: a pool that is in use keeps the connections it has. */
    static boolean follow(DataSource source, Watched watched) {
        HikariDataSource pool = (HikariDataSource) source;
        DataSource behind = pool.isRunning() ? null : behind(pool);
        if (behind == null) {
            return false;
        }
        pool.setDataSource(new FollowedSource(behind, watched));
        pool.setDataSourceClassName(null); // It would warn that there are two.
        return true;
    }

    /** As the pool would make it; null where only the pool can. */
    private static @Nullable DataSource behind(HikariDataSource pool) {
        if (pool.getDataSource() != null) {
            return pool.getDataSource();
        }
        if (pool.getDataSourceClassName() != null) {
            Class<?> type = ClassUtils.resolveClassName(pool.getDataSourceClassName(), null);
            DataSource made = (DataSource) BeanUtils.instantiateClass(type);
            PropertyElf.setTargetFromProperties(made, pool.getDataSourceProperties());
            return made;
        }
        return pool.getJdbcUrl() == null
                ? null
                : new DriverDataSource(
                        pool.getJdbcUrl(),
                        pool.getDriverClassName(),
                        pool.getDataSourceProperties(),
                        pool.getUsername(),
                        pool.getPassword());
    }
}
