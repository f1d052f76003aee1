package io.audittrail.hibernate;

import io.audittrail.transaction.StatementPolicy;

/**
 * What is recorded of changes that are not made to entities of an entity manager, as the application configured it.
 *
 * @param selectsOldValues whether what a {@code StatelessSession} is about to change is read first: it keeps no old values
 * @param statements what becomes of statements that change rows without their entities being known
 */
public record OtherWays(boolean selectsOldValues, StatementPolicy statements) {}
