package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application whose role has made the audit tables, and has given them away as the document says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeeperOfTablesIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "postgres-triggers.md");
    private static final String[] TRIGGERS = {
        "audit.postgres.triggers.enabled=true", "audit.postgres.triggers.schema-action=validate"
    };

    private final TestDatabase database = PostgresServer.newDatabase();
    private final TestDatabase ofApp = new TestDatabase(database.url(), "app", "app").withConnections(2);

    @Entity(name = "Good")
    public static class Good {
        @Id
        public long id;
    }

    @BeforeAll
    void giveAway() throws IOException, SQLException {
        database.execute("create role app login password 'app'", "grant create on schema public to app");
        try (AnnotationConfigApplicationContext first =
                        start(ofApp, "spring.jpa.hibernate.ddl-auto=create", "audit.tables.initialize-schema=always");
                HikariDataSource superuser = database.open();
                Connection connection = superuser.getConnection()) {
            database.execute(snippet());
            database.execute(AuditSchema.diff(first.getBean(EntityManagerFactory.class), connection)
                    .script());
        }
    }

    @AfterAll
    void drop() {
        database.execute("drop owned by app, audit_keeper cascade", "drop role app", "drop role audit_keeper");
    }

    private static String snippet() throws IOException {
        Matcher found = Pattern.compile("```sql\n(create role audit_keeper;.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static AnnotationConfigApplicationContext start(TestDatabase at, String... settings) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("audit.tables.enabled=true", "audit.ledger.enabled=false")
                .and(settings)
                .applyTo(context);
        Configurations.start(context, at::open, List.of(Good.class));
        return context;
    }

    private AnnotationConfigApplicationContext startAgain(String initialize) {
        return start(ofApp, TRIGGERS[0], TRIGGERS[1], "audit.tables.initialize-schema=" + initialize);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "never"})
    void theApplicationGoesOnAndCannotChangeWhatWasRecorded(String initialize) {
        try (AnnotationConfigApplicationContext again = startAgain(initialize)) {
            JdbcTemplate sql = new JdbcTemplate(again.getBean(HikariDataSource.class));
            database.execute("truncate good");
            int before = count(sql, "audit_activity where operation = 'INSERT'");
            again.getBean(EntityManagerFactory.class).runInTransaction(em -> em.persist(new Good()));

            assertThat(count(sql, "audit_activity where operation = 'INSERT'")).isEqualTo(before + 1);
            assertThat(count(sql, "audit_current")).isOne();
            assertThat(count(sql, "audit_field_change")).isPositive();
            assertThat(again.getBean(AuditTrail.class)
                            .find(AuditQuery.of("Good"))
                            .records())
                    .isNotEmpty();
            assertThatThrownBy(() -> sql.execute("delete from audit_activity"))
                    .hasStackTraceContaining("permission denied for table audit_activity");
        }
        database.execute("select * from audit_current, audit_field_change");
    }

    private static int count(JdbcTemplate sql, String of) {
        Integer count = sql.queryForObject("select count(*) from " + of, Integer.class);
        return count == null ? 0 : count;
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "never"})
    void withoutTheRightToReadTheStartSaysWhichIsMissing(String initialize) {
        database.execute("revoke select on audit_activity from app");
        try {
            assertThatThrownBy(() -> startAgain(initialize)).satisfies(e -> {
                assertThat(e).hasRootCauseInstanceOf(SQLException.class);
                FailureAnalysis analysis = Objects.requireNonNull(new UnusableDatabaseFailureAnalyzer().analyze(e));
                assertThat(analysis.getDescription())
                        .contains("The role \"app\" may not read", "permission denied for table audit_activity")
                        .doesNotContain("missing");
                assertThat(analysis.getAction())
                        .contains("grant select, insert on audit_transaction, audit_activity to \"app\"")
                        .doesNotContain("script");
            });
        } finally {
            database.execute("grant select on audit_activity to app");
        }
    }

    /** Nothing else needs them. */
    @Test
    void whoMayNotReadTheViewsStarts() {
        database.execute("revoke select on audit_current from app");
        try (AnnotationConfigApplicationContext again = startAgain("always")) {
            assertThat(again.isActive()).isTrue();
        } finally {
            database.execute("grant select on audit_current to app");
        }
    }
}
