package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.database.UnitDatabases;
import io.audittrail.line.Records;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.EntityTables;
import io.audittrail.tables.TableNames;
import io.audittrail.tables.TablesDelivery;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The audit tables of one database. */
abstract class TableTrailContract extends AuditTrailContract {

    private static final TableNames NAMES = new TableNames(null, "audit_transaction", "audit_activity");

    private final UnitDatabases databases = new UnitDatabases(AuditTables.called(NAMES));
    private final Failures failures = new Failures(Clock.systemUTC());
    private @Nullable HikariDataSource dataSource;
    private @Nullable TablesDelivery delivery;

    abstract TestDatabase newDatabase();

    abstract String script();

    @BeforeEach
    @Override
    void writeHistory() throws Exception {
        HikariDataSource opened = newDatabase().open();
        dataSource = opened;
        databases.add(
                "sam",
                opened,
                () -> new ResourceDatabasePopulator(new ClassPathResource("io/audittrail/tables/" + script()))
                        .execute(opened));
        databases.requireTables();
        delivery = new TablesDelivery(
                databases, NAMES, () -> "test", new EntityTables(), null, false, Gate.open(), failures);
        super.writeHistory();
    }

    @Test
    void noMoreRowsAreReadThanWereAskedFor() {
        assertThat(trail().find(AuditQuery.all().readingAtMost(1)).records()).hasSize(1);
    }

    @Test
    void anIdOfSeveralPartsIsAskedForInTheDatabase() throws Exception {
        Map<String, Object> asMapped = new LinkedHashMap<>();
        asMapped.put("project", 7);
        asMapped.put("code", "X");
        ChangeSet changes = Records.set(
                Records.update(asMapped, new Change("name", 1, 2)),
                Records.update(Map.of("project", 8, "code", "X"), new Change("name", 1, 2)));
        write(new ChangeSet(UUID.randomUUID(), changes.timestamp(), "sam", changes.records(), Map.of()));

        AuditQuery query = AuditQuery.all().withId("{\"code\":\"X\", \"project\":7}");
        assertThat(trail().find(query).records())
                .singleElement()
                .satisfies(found -> assertThat(found.entityId()).isEqualTo(Map.of("project", 7L, "code", "X")));
        String sql = new TableQuery(
                        new Criteria(query, TypeNames.AS_THEY_ARE),
                        TypeNames.AS_THEY_ARE,
                        databases.all().get(0).dialect(),
                        NAMES)
                .sql(1);
        assertThat(sql).contains("a.entity_id in (");
    }

    @Test
    void aSecondPoolOnTheSameTablesTellsNothingTwice() {
        int told = trail().find(AuditQuery.all()).records().size();
        HikariDataSource first = Objects.requireNonNull(dataSource);
        try (HikariDataSource second = new HikariDataSource()) {
            second.setJdbcUrl(first.getJdbcUrl());
            second.setUsername(first.getUsername());
            second.setPassword(first.getPassword());
            databases.add("another", second, () -> {});
            assertThat(trail().find(AuditQuery.all()).records()).hasSize(told);
        }
    }

    @AfterEach
    void close() {
        assertThat(failures.report().failures()).isEmpty();
        Objects.requireNonNull(dataSource).close();
    }

    @Override
    AuditTrail trail() {
        return new JdbcAuditTrail(databases::all, NAMES, TypeNames.AS_THEY_ARE);
    }

    @Override
    void write(ChangeSet changes) throws Exception {
        Objects.requireNonNull(databases.of(changes.unit())).transactions().run(connection -> {
            Objects.requireNonNull(delivery).prepare(changes, () -> connection).committed();
            return true;
        });
    }
}
