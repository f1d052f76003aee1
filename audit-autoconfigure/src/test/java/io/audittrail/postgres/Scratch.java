package io.audittrail.postgres;

import io.audittrail.hibernate.MappedTable;
import io.audittrail.hibernate.MappedUnit;
import io.audittrail.tables.TableNames;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database of its own for a test, with the audit tables, and what is audited there. */
final class Scratch implements AutoCloseable {

    static final TriggerSettings USUAL =
            TriggerSettings.of(new TableNames(null, "audit_transaction", "audit_activity"));

    final TestDatabase database = PostgresServer.newDatabase();
    final SingleConnectionDataSource dataSource =
            new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
    final JdbcTemplate sql = new JdbcTemplate(dataSource);
    final List<MappedTable> tables = new ArrayList<>();
    TriggerSettings settings = USUAL;

    Scratch() {
        new ResourceDatabasePopulator(new ClassPathResource("io/audittrail/tables/schema-postgresql.sql"))
                .execute(dataSource);
    }

    @Override
    public void close() {
        dataSource.destroy();
    }

    /** Instead of all that were there. */
    void audited(MappedTable... mapped) {
        tables.clear();
        tables.addAll(List.of(mapped));
    }

    TriggerSchema schema() {
        return schema("sam");
    }

    TriggerSchema schema(String unit) {
        return new TriggerSchema(new MappedUnit(unit, tables, List.of("pin", "api key")), settings);
    }

    SchemaDifference diff() {
        try {
            return schema().diff(connection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    SchemaDifference apply() {
        try {
            return schema().apply(connection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void apply(MappedTable... mapped) {
        audited(mapped);
        apply();
    }

    Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    /** All in one transaction. */
    void together(Runnable work) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            try {
                work.run();
                connection.commit();
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String... statements) {
        for (String statement : statements) {
            sql.execute(statement);
        }
    }

    List<String> texts(String query) {
        return sql.queryForList(query, String.class);
    }

    /** What is recorded, as {@code <operation> <table> <id>}. */
    List<String> recorded() {
        return texts("select operation || ' ' || table_name || ' ' || coalesce(entity_id, '-')"
                + " from audit_activity order by id");
    }
}
