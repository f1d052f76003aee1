package io.audittrail.outbox;

import java.time.Duration;

/**
 * How guaranteed delivery works.
 *
 * @param closed whether a transaction is refused when its records cannot be put into the table
 * @param lease how long an instance that says nothing is taken for alive
 * @param maxLag from which age on a row that still waits is a problem
 */
public record OutboxSettings(boolean closed, Duration lease, Duration maxLag) {}
