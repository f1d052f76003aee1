package io.audittrail.hibernate;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Ledgers;
import io.audittrail.outbox.DrainTarget;
import io.audittrail.outbox.OutboxDatabases;
import io.audittrail.outbox.OutboxDelivery;
import io.audittrail.outbox.OutboxSettings;
import io.audittrail.transaction.Gate;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Gives a unit guaranteed delivery. Nothing is drained until the test wants it. */
final class GuaranteedUnit implements AutoCloseable {

    private static final String STREAM = "guaranteed";

    final JdbcTemplate sql;
    private final HikariDataSource data;
    private final Path directory;
    private final Ledger ledger;
    private final OutboxDelivery delivery;

    /** @param data the unit's database, by a way of its own */
    GuaranteedUnit(CapturedUnit unit, HikariDataSource data, Path directory) {
        this.data = data;
        this.directory = directory;
        this.sql = new JdbcTemplate(data);
        this.ledger = Ledgers.open(LedgerSettings.of(directory, STREAM), Clock.systemUTC(), unit.failures);
        OutboxDatabases databases = new OutboxDatabases();
        databases.units().add("sam", data, this::createTables);
        this.delivery = new OutboxDelivery(
                databases,
                DrainTarget.own(ledger, "here"),
                new OutboxSettings(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                Gate.open(),
                unit.failures);
        unit.delivery = delivery;
    }

    private void createTables() {
        String product = Objects.requireNonNull(
                sql.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName()));
        new ResourceDatabasePopulator(new ClassPathResource(
                        "io/audittrail/outbox/schema-" + product.toLowerCase(Locale.ROOT) + ".sql"))
                .execute(data);
    }

    int rows() {
        return Objects.requireNonNull(sql.queryForObject("select count(*) from audit_outbox", Integer.class));
    }

    /** Takes everything to the log, as an application does that stops. */
    void drain() {
        delivery.start();
        delivery.close();
    }

    /** What the log knows of, once it is drained. */
    List<Long> ids() {
        return ChainCheck.records(directory, STREAM).stream()
                .map(line -> line.path("entityId").asLong())
                .toList();
    }

    boolean hasFlags() {
        return ChainCheck.records(directory, STREAM).stream()
                .anyMatch(line -> line.has("outcome") || line.has("redelivered"));
    }

    @Override
    public void close() {
        ledger.close();
        data.close();
    }
}
