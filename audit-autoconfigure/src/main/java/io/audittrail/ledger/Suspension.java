package io.audittrail.ledger;

import java.time.Instant;

/**
 * A time in which lines are queued and not written.
 *
 * @param reason why it began, as a sentence without its point
 */
record Suspension(Instant since, String reason) {}
