package io.audittrail.hibernate;

import io.audittrail.transaction.StatementPolicy;

/**
 * What is recorded of changes that are not made to entities of an entity manager, as the application configured it.
 *
 * @param selectsOldValues whether what a {@code StatelessSession} is about to change is read first: it keeps no old values
 * @param statements what becomes of statements that change rows without their entities being known
 * @param sql hears what it takes to watch those that Hibernate does not send
 */
public record OtherWays(boolean selectsOldValues, StatementPolicy statements, SqlListener sql) {

    /** Without anybody who would want to know of plain SQL. */
    public OtherWays(boolean selectsOldValues, StatementPolicy statements) {
        this(selectsOldValues, statements, new SqlListener() {});
    }
}
