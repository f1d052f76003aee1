package io.audittrail.autoconfigure;

import io.audittrail.hibernate.OwnStatementListener;
import io.audittrail.hibernate.SqlListener;
import io.audittrail.hibernate.UnitListener;
import io.audittrail.sql.SqlScope;
import io.audittrail.statements.FollowedDataSources;
import io.audittrail.statements.StatementWatch;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.TransactionRecorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Has the statements watched that are sent on a unit's connections past Hibernate. Hibernate's own are told apart by a
 * session listener; it takes one, and where the application has one, the two cannot be told apart. Thread-safe.
 */
final class PlainJdbc implements UnitListener, SqlListener {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");

    private final FollowedDataSources sources;
    private final List<String> tables;
    private final PlainValues values;
    private final StatementPolicy policy;
    private final Failures failures;
    private volatile boolean watchesAll = true;
    private final Map<String, DataSource> byUnit = new ConcurrentHashMap<>();

    PlainJdbc(
            FollowedDataSources sources,
            List<String> tables,
            PlainValues values,
            StatementPolicy policy,
            Failures failures) {
        this.sources = sources;
        this.tables = tables;
        this.values = values;
        this.policy = policy;
        this.failures = failures;
    }

    @Override
    public void wiring(String unit, AbstractEntityManagerFactoryBean factory) {
        String ours = OwnStatementListener.class.getName();
        Object listener = factory.getJpaPropertyMap().putIfAbsent(AvailableSettings.AUTO_SESSION_EVENTS_LISTENER, ours);
        DataSource source = factory.getDataSource();
        if (listener != null && !ours.equals(listener)) {
            watchesAll = false;
            log.warn(
                    "Plain JDBC of the persistence unit '{}' is not recorded: its property {} is {}, and Hibernate's own"
                            + " statements cannot be told apart without it. audit.jdbc.enabled=false silences this",
                    unit,
                    AvailableSettings.AUTO_SESSION_EVENTS_LISTENER,
                    listener);
        } else if (source == null) {
            watchesAll = false;
            log.warn(
                    "Plain JDBC of the persistence unit '{}' is not recorded: its factory has no DataSource."
                            + " audit.jdbc.enabled=false silences this",
                    unit);
        } else {
            byUnit.put(unit, source);
        }
    }

    @Override
    public void closing(String unit) {
        DataSource source = byUnit.remove(unit);
        if (source != null) {
            sources.unwatch(source, unit);
        }
    }

    boolean watchesAll() {
        return watchesAll;
    }

    @Override
    public List<String> tables() {
        return tables;
    }

    @Override
    public void ready(String unit, TransactionRecorder recorder, SqlScope scope) {
        DataSource source = byUnit.get(unit);
        if (source != null) {
            sources.watch(source, new StatementWatch(unit, recorder, scope, values, policy, failures));
        }
    }
}
