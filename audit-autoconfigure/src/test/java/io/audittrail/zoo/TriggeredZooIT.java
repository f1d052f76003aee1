package io.audittrail.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.Operation;
import io.audittrail.postgres.Captured;
import io.audittrail.testing.PostgresServer;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever the shape, what triggers saw of it is told as the ORM tells it, in the same values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggeredZooIT {

    @TempDir
    private static Path directory = Path.of("");

    private ZooUnit unit = unopened();

    @BeforeAll
    void open() {
        List<Class<?>> types =
                ZooContract.shapes().flatMap(shape -> shape.entities().stream()).toList();
        unit = new ZooUnit(
                PostgresServer.newDatabase(),
                directory,
                types,
                getClass().getClassLoader(),
                "audit.ledger.enabled=false",
                "audit.ledger.stream=test",
                "audit.tables.enabled=true",
                "audit.tables.initialize-schema=always",
                "audit.statements.mode=ignore");
        JdbcTemplate sql = new JdbcTemplate(unit.bean(DataSource.class));
        Captured captured = new Captured("default");
        Set<String> masked = Set.of("nickname", "password");
        keys(sql).forEach((table, key) -> captured.with(table, null, key, table.equals("secrets") ? masked : Set.of()));
        captured.apply(unit.bean(DataSource.class));
        ZooContract.shapes().forEach(shape -> shape.acts().forEach(act -> unit.statements(act.work())));
        nameTypes(sql);
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static ZooUnit unopened() {
        return null;
    }

    /** The columns of the primary key of each table that entities have, and what they are called in an id. */
    private Map<String, Map<String, String>> keys(JdbcTemplate sql) {
        Map<String, Map<String, String>> keys = new TreeMap<>();
        unit.bean(EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getMappingMetamodel()
                .forEachEntityDescriptor(type -> type.forEachTableDetails(table -> {
                    String name = table.getTableName().replace("\"", "");
                    List<String> columns = sql.queryForList(
                            "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                                    + " and a.attnum = any(i.indkey) where i.indisprimary"
                                    + " and i.indrelid = (select oid from pg_class where relname = ?)",
                            String.class,
                            name);
                    if (!columns.isEmpty()) {
                        keys.put(name, columns.stream().collect(Collectors.toMap(each -> each, each -> each)));
                    }
                }));
        return keys;
    }

    /** A row is of the type that the ORM tells of in the same transaction. */
    private void nameTypes(JdbcTemplate sql) {
        Map<String, Set<String>> tables = new HashMap<>();
        unit.bean(EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getMappingMetamodel()
                .forEachEntityDescriptor(type -> tables.put(type.getJpaEntityName(), tablesOf(type)));
        tables.forEach((entity, names) -> names.forEach(table -> sql.update(
                "update audit_activity t set entity = o.entity from audit_activity o, audit_transaction ot,"
                        + " audit_transaction tt where o.source = 'orm' and t.source = 'trigger' and t.entity is null"
                        + " and ot.id = o.transaction_id and tt.id = t.transaction_id and ot.native_id = tt.native_id"
                        + " and o.entity = ? and t.table_name = ? and (o.entity_id = t.entity_id or t.entity_id like '{%'"
                        + " or (select count(*) from audit_activity s where s.transaction_id = t.transaction_id) = 1)",
                entity, table)));
    }

    private static Set<String> tablesOf(EntityPersister type) {
        Set<String> tables = new TreeSet<>();
        type.forEachTableDetails(table -> tables.add(table.getTableName().replace("\"", "")));
        return tables;
    }

    private List<AuditRecord> all() {
        try (Stream<AuditRecord> all =
                unit.bean(AuditTrail.class).stream(AuditQuery.all().oldestFirst())) {
            return all.toList();
        }
    }

    @Test
    void theSameValuesAreTold() {
        Map<String, Long> transactions = transactions();
        List<AuditRecord> all = all();
        Map<List<Object>, Map<String, Change>> seen = new HashMap<>();
        all.stream()
                .filter(TriggeredZooIT::isOfTrigger)
                .forEach(record -> record.changes()
                        .forEach(change -> seen.computeIfAbsent(key(record, transactions), key -> new HashMap<>())
                                .put(change.property(), change)));
        Set<String> others = new TreeSet<>();
        int same = 0;
        for (AuditRecord record : all) {
            if (isOfTrigger(record) || record.action() == Operation.CREATE) {
                continue; // What is made is told as it was sent.
            }
            Map<String, Change> told = seen.getOrDefault(key(record, transactions), Map.of());
            for (Change change : record.changes()) {
                if (change.equals(told.get(change.property()))) {
                    same++;
                } else if (change.elements() == null) {
                    others.add(record.entity() + "." + change.property());
                }
            }
        }
        assertThat(same).isGreaterThan(200);
        if (PostgresServer.hasVirtualColumns()) {
            assertThat(others.remove("Shouted.shout"))
                    .as("computed when it is read")
                    .isTrue();
        }
        assertThat(others)
                .containsExactly(
                        "Band.leader", // in a table that has no row
                        "Favorite.thing", // its two columns
                        "Listed.words", // a list, in a table of its own
                        "MaySpread.there", // in a table that has no row
                        "Offsets.at", // its two columns
                        "Podium.runners", // a list
                        "Slots.words", // a list
                        "Soft.text", // not deleted
                        "SoftByText.text", // not deleted
                        "Train.at", // the column, which has no id
                        "Transformed.amount"); // by Hibernate's SQL
    }

    @Test
    void theyTellAloneWhatThereIs() {
        Map<List<Object>, EntityState.Existence> known = new HashMap<>();
        List<AuditRecord> all = all();
        Set<String> triggered = all.stream()
                .filter(TriggeredZooIT::isOfTrigger)
                .map(record -> record.entity() + " " + record.entityId())
                .collect(Collectors.toSet());
        all.stream()
                .filter(record -> !isOfTrigger(record) && triggered.contains(record.entity() + " " + record.entityId()))
                .forEach(record -> known.put(
                        List.of(String.valueOf(record.entity()), Objects.requireNonNull(record.entityId())),
                        record.action() == Operation.DELETE
                                ? EntityState.Existence.DID_NOT_EXIST
                                : EntityState.Existence.EXISTED));
        JdbcTemplate sql = new JdbcTemplate(unit.bean(DataSource.class));
        Set<String> others = new TreeSet<>();
        sql.execute("update audit_activity set entity = 'hidden ' || entity where source = 'orm'");
        known.forEach((entity, existence) -> {
            String type = String.valueOf(entity.get(0));
            EntityState state = unit.bean(AuditTrail.class).stateAt(type, entity.get(1), Instant.now());
            if (state.existence() != existence) {
                others.add(type + " " + state.existence());
            }
        });
        sql.execute("update audit_activity set entity = substr(entity, 8) where source = 'orm'");
        assertThat(known).hasSizeGreaterThan(60);
        assertThat(others)
                .containsExactly(
                        "Floor UNKNOWN", // its id has the names of columns here
                        "Lower EXISTED", // rows of upper tables, which are taken for its own here
                        "Oak EXISTED", // the same
                        "Soft EXISTED", // not deleted
                        "SoftByText EXISTED", // not deleted
                        "Top EXISTED", // as Oak
                        "Track UNKNOWN"); // as Floor
    }

    private static boolean isOfTrigger(AuditRecord record) {
        return record.stream().equals("triggers");
    }

    /** Their numbers in the database, which are the same for whoever records them. */
    private Map<String, Long> transactions() {
        Map<String, Long> transactions = new HashMap<>();
        new JdbcTemplate(unit.bean(DataSource.class)).query("select id, native_id from audit_transaction", row -> {
            transactions.put(row.getString(1), row.getLong(2));
        });
        return transactions;
    }

    private static List<Object> key(AuditRecord record, Map<String, Long> transactions) {
        return Arrays.asList(
                transactions.get(record.tx()), String.valueOf(record.entity()), String.valueOf(record.entityId()));
    }
}
