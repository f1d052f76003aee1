package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.workload.Model.Told;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.util.Objects;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.javers.core.Javers;
import org.javers.core.JaversBuilder;
import org.javers.repository.sql.DialectName;
import org.javers.repository.sql.JaversSqlRepository;
import org.javers.repository.sql.SqlRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Commits each change to JaVers on the connection, and so in the transaction, of the entity manager that makes it, as
 * its aspects for repositories do.
 */
final class JaversTold implements Told {

    private static final String AUTHOR = "benchmark";
    private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

    private final EntityManagerFactory factory;
    private final DialectName dialect;
    private volatile Javers javers;

    JaversTold(EntityManagerFactory factory, DialectName dialect) {
        this.factory = factory;
        this.dialect = dialect;
        this.javers = start(factory, dialect);
    }

    /** Makes the tables that are not there. */
    private static Javers start(EntityManagerFactory factory, DialectName dialect) {
        JaversSqlRepository repository = SqlRepositoryBuilder.sqlRepository()
                .withConnectionProvider(JaversTold::connection)
                .withDialect(dialect)
                .build();
        return factory.callInTransaction(em -> on(
                em,
                () -> JaversBuilder.javers()
                        .registerJaversRepository(repository)
                        .build()));
    }

    @Override
    public void saved(EntityManager em, Object entity) {
        on(em, () -> javers.commit(AUTHOR, entity));
    }

    @Override
    public void deleted(EntityManager em, Object entity) {
        on(em, () -> javers.commitShallowDelete(AUTHOR, entity));
    }

    /** It remembers what was in its tables: anew once they are empty. */
    void forget() {
        javers = start(factory, dialect);
    }

    private static <T> T on(EntityManager em, Supplier<T> work) {
        CURRENT.set(em);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    private static Connection connection() {
        return Objects.requireNonNull(CURRENT.get()).unwrap(Session.class).doReturningWork(connection -> connection);
    }
}
