package io.audittrail.reconcile;

import io.audittrail.Actor;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction that triggers saw.
 *
 * @param at when its first change was made
 * @param isOutside whether it is none of the application's
 */
record SeenTransaction(UUID tx, Instant at, Actor actor, boolean isOutside) {}
