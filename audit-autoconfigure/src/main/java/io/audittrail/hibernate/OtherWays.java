package io.audittrail.hibernate;

/**
 * What is recorded of changes that do not go through an entity manager, as the application configured it.
 *
 * @param selectsOldValues whether what a {@code StatelessSession} is about to change is read first: it keeps no old values
 */
public record OtherWays(boolean selectsOldValues) {}
