package io.audittrail.hibernate;

import io.audittrail.StatementRecord;
import io.audittrail.transaction.Attribution;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.Gate;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.StatementPolicy.Way;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * Records what JPQL, HQL, Criteria and SQL by way of the entity manager change in one unit. Throws nothing of its own but
 * what refuses a statement, before it is executed. Thread-safe.
 */
final class BulkStatements implements StatementHook.Around {

    private static final String UNLINKED = "This version of Hibernate does not tell what statements change: update,"
            + " delete and insert in JPQL, HQL and Criteria, @Modifying and deleteAllInBatch are not recorded";

    private final String unit;
    private final StatementPolicy policy;
    private final Failures failures;
    private final Gate gate;
    private boolean joined;
    private volatile @Nullable Ready ready;

    /** What is there once the unit is. */
    private record Ready(SessionTransactions transactions, BulkReader reader, BulkRecords records) {}

    BulkStatements(String unit, StatementPolicy policy, Failures failures, Gate gate) {
        this.unit = unit;
        this.policy = policy;
        this.failures = failures;
        this.gate = gate;
    }

    /** Before the services of the unit are built. */
    void join(StandardServiceRegistryBuilder registry) {
        joined = true;
        try {
            StatementHook.install(registry, this);
        } catch (LinkageError e) {
            unlinked(e);
        }
    }

    /** From now on statements are recorded. */
    void ready(SessionTransactions transactions, BulkReader reader, BulkRecords records) {
        policy.watch(unit);
        if (!joined) {
            unlinked(new NoClassDefFoundError("Hibernate did not ask for " + StatementServices.class.getName()));
        }
        ready = new Ready(transactions, reader, records);
    }

    void unlinked(LinkageError cause) {
        if (gate.isClosed()) {
            throw new HookUnlinkedException("what statements change", cause);
        }
        failures.lasting("hook-unlinked", UNLINKED, cause);
    }

    @Override
    public int execute(DomainQueryExecutionContext query, @Nullable String sql, IntSupplier execution) {
        Supplier<Integer> announced = announced(query, execution::getAsInt);
        return heard(query, sql, announced, announced, (effect, rows) -> rows);
    }

    @Override
    public <T> T query(DomainQueryExecutionContext query, Supplier<T> execution) {
        return heard(
                query,
                null,
                announced(query, execution),
                () -> {
                    asked(query);
                    return execution.get();
                },
                (effect, result) -> effect.returnsWhatItChanges() && result instanceof List<?> rows ? rows.size() : -1);
    }

    private <T> Supplier<T> announced(DomainQueryExecutionContext query, Supplier<T> execution) {
        return () -> {
            Ready in = ready;
            if (in != null) {
                in.transactions.announce(query.getSession());
            }
            return execution.get();
        };
    }

    @Override
    public void asked(DomainQueryExecutionContext query) {
        Ready in = ready;
        if (in == null || !in.transactions.recorder().announces()) {
            return;
        }
        if (in.reader.changes(query)) { // It is streamed, or changes what is not audited, which may change what is.
            in.transactions.announce(query.getSession());
        } else {
            in.transactions.follow(query.getSession());
        }
    }

    /**
     * @param harmless the same execution, of what changes nothing of the unit
     * @param count how many rows were changed, negative when that is not known
     */
    private <T> T heard(
            DomainQueryExecutionContext query,
            @Nullable String sql,
            Supplier<T> execution,
            Supplier<T> harmless,
            ToIntBiFunction<BulkEffect, T> count) {
        Ready in = ready;
        if (in == null) {
            return harmless.get();
        }
        BulkEffect effect;
        try {
            effect = in.reader.effect(query, sql);
        } catch (Throwable e) {
            T result = execution.get();
            unrecorded(query, in.transactions, e);
            return result;
        }
        if (effect == null) {
            return harmless.get();
        }
        if (policy.isRejected()) {
            policy.admit(effect.kind(), effect.entity(), in.records.text(query, effect));
        }
        T result = execution.get();
        int rows = count.applyAsInt(effect, result);
        if (rows != 0 || effect.isUncounted()) {
            changed(query, in, effect, rows);
        }
        return result;
    }

    private void changed(DomainQueryExecutionContext query, Ready in, BulkEffect effect, int rows) {
        try {
            policy.count(unit, effect.sql() == null ? Way.BULK : Way.NATIVE);
            if (policy.isRecorded()) {
                Attribution by = in.transactions.recorder().attribution();
                StatementRecord record = in.records.record(query, effect, rows, by);
                in.transactions.tell(
                        query.getSession(),
                        changes -> changes.add(record, effect.entities(), by.pauseOf(effect.tables())));
            }
        } catch (Throwable e) {
            unrecorded(query, in.transactions, e);
        }
    }

    private void unrecorded(DomainQueryExecutionContext query, SessionTransactions transactions, Throwable cause) {
        failures.report("statement-unrecorded", "What a statement changed is missing in the log", cause);
        transactions.missing(query.getSession(), cause, failures);
    }
}
