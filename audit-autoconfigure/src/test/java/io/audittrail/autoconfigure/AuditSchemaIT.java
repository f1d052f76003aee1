package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.audittrail.Masked;
import io.audittrail.ValueEncoder;
import io.audittrail.postgres.SchemaDifference;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Migrations made by whoever has the factory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditSchemaIT {

    private static final String[] SETTINGS = {
        "audit.entities.exclude=Draft",
        "audit.properties.mask=account",
        "audit.postgres.triggers.names.trigger=watch_{name}",
        "audit.postgres.triggers.session-settings.tenant.type=int"
    };

    @TempDir
    static Path directory;

    private final TestDatabase database = PostgresServer.newDatabase();
    private final SingleConnectionDataSource dataSource =
            new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
    private final JdbcTemplate sql = new JdbcTemplate(dataSource);
    private AnnotationConfigApplicationContext application = unopened();

    @SuppressWarnings("NullAway") // opened before the tests
    private static AnnotationConfigApplicationContext unopened() {
        return null;
    }

    @Embeddable
    public static class Money {
        public long cents;

        @Masked
        public @Nullable String rate;
    }

    private static final class AsCents implements ValueEncoder<Money> {
        @Override
        public Class<Money> type() {
            return Money.class;
        }

        @Override
        public @Nullable Object encode(Money value) {
            return value.cents;
        }
    }

    @Entity(name = "Payment")
    @Table(name = "payment")
    public static class Payment {
        @Id
        public @Nullable Long id;

        public @Nullable String account;

        @Masked
        public @Nullable String note;

        public @Nullable Money amount;
    }

    @Entity(name = "Draft")
    @Table(name = "draft")
    public static class Draft {
        @Id
        public @Nullable Long id;
    }

    @BeforeAll
    void open() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(SETTINGS)
                .and(
                        "spring.jpa.hibernate.ddl-auto=update",
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.ledger.enabled=false")
                .applyTo(context);
        context.registerBean(AsCents.class);
        Configurations.start(context, database::open, List.of(Payment.class, Draft.class));
        application = context;
    }

    @AfterAll
    void close() {
        application.close();
        dataSource.destroy();
    }

    @AfterEach
    void reset() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            AuditSchema.uninstall(factory(), connection);
        }
        sql.execute("truncate payment, audit_activity, audit_transaction");
    }

    @Test
    void anApplicationWithoutTriggersIsToldWhatTheyNeed() throws SQLException {
        assertThat(triggers()).isZero();

        sql.execute(diff(factory()).script());

        assertThat(diff(factory()).isEmpty()).isTrue();
        sql.execute("insert into payment (id, account, note) values (1, 'DE12', 'secret')");
        assertThat(sql.queryForObject("select cast(changed_data as text) from audit_activity", String.class))
                .contains("[masked]")
                .doesNotContain("DE12", "secret");
        assertThat(triggers()).isPositive();
        assertThat(sql.queryForList("select distinct tgname::text from pg_trigger where tgrelid = 'draft'::regclass"))
                .isEmpty();
    }

    @Test
    void aFactoryOfABuildIsToldTheSame() throws SQLException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.jdbc.url", database.url());
        settings.put("jakarta.persistence.jdbc.user", database.user());
        settings.put("jakarta.persistence.jdbc.password", database.password());
        AuditSchema.prepare(settings, "default", environment(SETTINGS), new AsCents());

        try (EntityManagerFactory built = built(settings)) {
            assertThat(diff(built)).isEqualTo(diff(factory()));
        }
    }

    @Test
    void uninstallingLeavesTheHistory() throws SQLException {
        sql.execute(diff(factory()).script());
        sql.execute("insert into payment (id) values (2)");
        int before = history();
        try (Connection connection = dataSource.getConnection()) {
            SchemaDifference removal = AuditSchema.removal(factory(), connection);
            assertThat(triggers()).isPositive();

            assertThat(AuditSchema.uninstall(factory(), connection)).isEqualTo(removal);

            assertThat(AuditSchema.removal(factory(), connection).isEmpty()).isTrue();
        }
        assertThat(triggers()).isZero();
        assertThat(history()).isEqualTo(before).isPositive();
    }

    /** By whoever runs migrations, on a connection of his own and whatever he has for a search path. */
    @Test
    void theScriptOfTheRemovalDoesWhatUninstallingDoesAndItsUndoBringsAllBack() throws SQLException {
        sql.execute(diff(factory()).script());
        sql.execute("insert into payment (id) values (3)");
        List<String> installed = catalog();
        SchemaDifference removal = removal();

        database.execute("set search_path = ''", removal.script());
        List<String> removed = catalog();
        assertThat(history()).isPositive();
        assertThat(removal().isEmpty()).isTrue();
        database.execute("set search_path = ''", removal.undoScript());

        assertThat(catalog()).isEqualTo(installed);
        try (Connection connection = dataSource.getConnection()) {
            AuditSchema.uninstall(factory(), connection);
        }
        assertThat(catalog()).isEqualTo(removed);
        assertThat(removed)
                .noneMatch(entry -> entry.startsWith("function") || entry.startsWith("trigger"))
                .contains("table audit_activity", "table audit_transaction", "table payment");
        assertThat(installed).anyMatch(entry -> entry.startsWith("trigger CREATE TRIGGER watch_insert"));
    }

    /** What there is, to the letter. */
    private List<String> catalog() {
        return sql.queryForList(
                "select 'function ' || pg_get_functiondef(oid) || coalesce(obj_description(oid, 'pg_proc'), '')"
                        + " || coalesce(proacl::text, '') from pg_proc where pronamespace = 'public'::regnamespace"
                        + " union all select 'trigger ' || pg_get_triggerdef(oid) || ' ' || tgenabled::text from pg_trigger"
                        + " where not tgisinternal"
                        + " union all select 'table ' || relname from pg_class"
                        + " where relnamespace = 'public'::regnamespace and relkind = 'r'"
                        + " union all select 'column ' || attrelid::regclass || ' ' || attname || ' ' || attnotnull"
                        + " from pg_attribute where attrelid = 'audit_activity'::regclass and attnum > 0"
                        + " order by 1",
                String.class);
    }

    private SchemaDifference removal() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return AuditSchema.removal(factory(), connection);
        }
    }

    @Test
    void aFactoryThatNobodyAuditsSaysWhatToDo() {
        try (EntityManagerFactory other = built(Map.of("jakarta.persistence.jdbc.url", "jdbc:h2:mem:other"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> diff(other))
                    .withMessageContainingAll("'built'", "audit.persistence-units", "AuditSchema.prepare");
        }
    }

    private static EntityManagerFactory built(Map<String, Object> settings) {
        return new HibernatePersistenceConfiguration("built")
                .managedClasses(Payment.class, Draft.class)
                .properties(settings)
                .createEntityManagerFactory();
    }

    private static StandardEnvironment environment(String... settings) {
        StandardEnvironment environment = new StandardEnvironment();
        TestPropertyValues.of(settings).applyTo(environment);
        return environment;
    }

    private EntityManagerFactory factory() {
        return application.getBean(EntityManagerFactory.class);
    }

    private SchemaDifference diff(EntityManagerFactory factory) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            return AuditSchema.diff(factory, connection);
        }
    }

    private int triggers() {
        return count("select count(*) from pg_trigger where tgname like 'watch%'");
    }

    private int history() {
        return count("select count(*) from audit_activity");
    }

    private int count(String query) {
        Integer count = sql.queryForObject(query, Integer.class);
        return count == null ? 0 : count;
    }
}
