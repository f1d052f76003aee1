package io.audittrail.tables;

import io.audittrail.database.UnitDatabases;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with the audit tables. */
final class TablesUnit implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final TestDatabase database;
    private final Path directory;

    /** @param directory of its log */
    TablesUnit(TestDatabase database, Path directory, String... settings) {
        this.database = database;
        this.directory = directory;
        TestPropertyValues.of(
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.ledger.stream=test",
                        "audit.ledger.directory=" + directory,
                        "spring.jpa.hibernate.ddl-auto=create")
                .and(settings)
                .applyTo(context);
        Configurations.start(context, database::open, List.of(Thing.class));
    }

    Path directory() {
        return directory;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void commit(Consumer<EntityManager> work) {
        context.getBean(EntityManagerFactory.class).runInTransaction(work);
    }

    TestDatabase database() {
        return database;
    }

    JdbcTemplate sql() {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    /** Of an application whose time is another. */
    TablesRetention retention(int batchSize, Instant now) {
        return new TablesRetention(
                bean(UnitDatabases.class),
                bean(TableNames.class),
                null,
                batchSize,
                Clock.fixed(now, ZoneOffset.UTC),
                bean(Failures.class));
    }

    List<Map<String, Object>> activities() {
        return sql().queryForList("select * from audit_activity order by id");
    }

    /** A column of JSON, of the newest row. */
    JsonNode newest(String column) {
        return json(sql().queryForObject(
                        "select cast(" + column + " as char(20000)) from audit_activity order by id desc limit 1",
                        String.class));
    }

    static JsonNode json(@Nullable String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        context.close();
    }
}
