package io.audittrail.outbox;

import java.time.Duration;

/**
 * How guaranteed delivery works.
 *
 * @param lease how long an instance that says nothing is taken for alive
 * @param maxLag how long a row may wait
 */
public record OutboxSettings(Duration lease, Duration maxLag) {}
