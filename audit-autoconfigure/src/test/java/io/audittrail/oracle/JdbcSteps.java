package io.audittrail.oracle;

import io.audittrail.oracle.model.Shop.Customer;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hibernate.Session;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes by plain JDBC, on the unit's own connections. */
final class JdbcSteps {

    private static final String PRICES = "update product set price = ? where owner_no = ?";

    private JdbcSteps() {}

    static List<Step> all() {
        return List.of(
                new Step("JdbcTemplate", 3, worker -> worker.transaction(em -> template(worker, em))),
                new Step("a batch of JdbcTemplate", 2, worker -> worker.transaction(em -> batch(worker, em))),
                new Step("the session's connection", 2, worker -> worker.transaction(em -> connection(worker, em))),
                new Step("JDBC between changes", 2, worker -> worker.transaction(em -> between(worker, em))),
                new Step("JDBC, rolled back", 1, JdbcSteps::rollBack),
                new Step("JDBC that commits by itself", 2, worker -> byHand(worker, true)),
                new Step("JDBC, committed by hand", 2, worker -> byHand(worker, false)));
    }

    private static void template(Worker worker, EntityManager em) {
        worker.statement(
                em, "UPDATE", "product", () -> jdbc(worker).update(PRICES, worker.random.nextInt(9), worker.number));
        worker.statement(
                em,
                "INSERT",
                "line",
                () -> jdbc(worker)
                        .update(
                                "insert into line (id, owner_no, text, amount) values (?, ?, 'by JDBC', 2)",
                                worker.newId(),
                                worker.number));
    }

    private static JdbcTemplate jdbc(Worker worker) {
        return new JdbcTemplate(worker.dataSource);
    }

    private static void batch(Worker worker, EntityManager em) {
        List<Object[]> rows = List.of(
                new Object[] {worker.newId(), worker.number},
                new Object[] {worker.newId(), worker.number},
                new Object[] {worker.newId(), worker.number});
        worker.statement(
                em,
                "INSERT",
                "line",
                () -> jdbc(worker)
                        .batchUpdate("insert into line (id, owner_no, text, amount) values (?, ?, 'batch', 2)", rows));
    }

    private static void connection(Worker worker, EntityManager em) {
        worker.statement(
                em,
                "DELETE",
                "line",
                () -> em.unwrap(Session.class).doWork(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("delete from line where amount = 2 and owner_no = " + worker.number);
                    }
                }));
    }

    private static void between(Worker worker, EntityManager em) {
        worker.some(em, Customer.class).ifPresent(worker::change);
        template(worker, em);
        worker.some(em, Customer.class).ifPresent(worker::change);
        connection(worker, em);
    }

    private static void rollBack(Worker worker) {
        worker.fails(em -> {
            template(worker, em);
            batch(worker, em);
            throw new IllegalStateException("rolled back");
        });
    }

    /** Without a transaction of Spring's or Hibernate's. */
    private static void byHand(Worker worker, boolean autoCommit) {
        worker.marked(() -> {
            try (Connection connection = worker.dataSource.getConnection()) {
                Marks.tell(connection, false);
                Marks.tellStatement(connection, "1 UPDATE product", false);
                connection.setAutoCommit(autoCommit);
                try (PreparedStatement update = connection.prepareStatement(PRICES)) {
                    update.setInt(1, worker.random.nextInt(9));
                    update.setInt(2, worker.number);
                    update.executeUpdate();
                }
                if (!autoCommit) {
                    connection.commit();
                    connection.setAutoCommit(true);
                }
                Marks.forget(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
