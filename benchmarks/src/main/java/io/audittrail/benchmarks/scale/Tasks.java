package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.scale.Application.Project;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that the workloads do not have. Each goes round a thousand rows of its own. */
final class Tasks {

    private static final int MANY = 50;
    private static final String JPQL = "update Project p set p.title = :title where p.id between :first and :last";
    private static final String SQL = "update project set title = ? where id = ?";

    /** One transaction of them. */
    private interface Round {
        void run(long firstId, long number);
    }

    private Tasks() {}

    static Task load(Application application, int share) {
        EntityManagerFactory factory = application.factory();
        return onRows(
                application,
                share,
                (firstId, number) -> factory.runInTransaction(em -> em.find(Project.class, id(firstId, number))));
    }

    static Task statelessInsert(Application application, int share) {
        SessionFactory factory = application.factory().unwrap(SessionFactory.class);
        return onRows(application, share, (firstId, number) -> {
            Project project = project(firstId + Work.ROWS + number, number);
            factory.inStatelessTransaction(session -> session.insert(project));
        });
    }

    static Task statelessUpdate(Application application, int share) {
        SessionFactory factory = application.factory().unwrap(SessionFactory.class);
        return onRows(application, share, (firstId, number) -> {
            Project project = project(id(firstId, number), number);
            factory.inStatelessTransaction(session -> session.update(project));
        });
    }

    static Task jpqlUpdate(Application application, int share) {
        EntityManagerFactory factory = application.factory();
        return onRows(application, share, (firstId, number) -> {
            long first = id(firstId, number * MANY);
            factory.runInTransaction(em -> em.createQuery(JPQL)
                    .setParameter("title", title(number))
                    .setParameter("first", first)
                    .setParameter("last", first + MANY - 1)
                    .executeUpdate());
        });
    }

    static Task jdbcUpdate(Application application, int share) {
        JdbcTemplate jdbc = jdbc(application);
        TransactionTemplate transaction = transaction(application);
        return onRows(
                application,
                share,
                (firstId, number) -> transaction.executeWithoutResult(status -> update(jdbc, firstId, number)));
    }

    static Task twoJdbcUpdates(Application application, int share) {
        JdbcTemplate jdbc = jdbc(application);
        TransactionTemplate transaction = transaction(application);
        return onRows(
                application,
                share,
                (firstId, number) -> transaction.executeWithoutResult(status -> {
                    update(jdbc, firstId, number);
                    update(jdbc, firstId, number + 1);
                }));
    }

    static Task nestedJdbcUpdate(Application application, int share) {
        JdbcTemplate jdbc = jdbc(application);
        TransactionTemplate transaction = transaction(application);
        TransactionTemplate nested = transaction(application);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return onRows(
                application,
                share,
                (firstId, number) -> transaction.executeWithoutResult(status -> {
                    update(jdbc, firstId, number);
                    nested.executeWithoutResult(inner -> update(jdbc, firstId, number + 1));
                }));
    }

    private static Task onRows(Application application, int share, Round round) {
        Work rows = new Work(Workload.W2, Application.MODEL, application.factory(), share);
        rows.begin();
        return new Task() {
            private long number;

            @Override
            public void transaction() {
                number++;
                round.run(rows.firstId(), number);
            }
        };
    }

    private static long id(long firstId, long number) {
        return firstId + number % Work.ROWS;
    }

    private static Project project(long id, long number) {
        Project project = new Project();
        project.id = id;
        project.title = title(number);
        return project;
    }

    private static String title(long number) {
        return "Title number " + number;
    }

    private static void update(JdbcTemplate jdbc, long firstId, long number) {
        jdbc.update(SQL, title(number), id(firstId, number));
    }

    private static JdbcTemplate jdbc(Application application) {
        return application.context().getBean(JdbcTemplate.class);
    }

    /** By JDBC's own transaction manager, which knows nested ones. */
    private static TransactionTemplate transaction(Application application) {
        return new TransactionTemplate(
                new JdbcTransactionManager(application.context().getBean(DataSource.class)));
    }
}
