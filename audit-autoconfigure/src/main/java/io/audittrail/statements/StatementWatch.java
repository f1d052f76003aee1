package io.audittrail.statements;

import io.audittrail.sql.SqlScope;
import io.audittrail.transaction.Failures;
import io.audittrail.transaction.PlainValues;
import io.audittrail.transaction.StatementPolicy;
import io.audittrail.transaction.TransactionRecorder;

/**
 * What it takes to record the statements that are sent on a unit's connections past Hibernate. Thread-safe.
 *
 * @param unit its name
 */
public record StatementWatch(
        String unit,
        TransactionRecorder recorder,
        SqlScope scope,
        PlainValues values,
        StatementPolicy policy,
        Failures failures) {}
