package io.audittrail.crash;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one item: what the database's trigger and the log must agree on.
 *
 * @param marker names the transaction on both sides
 */
record Effect(
        String marker,
        String action,
        long item,
        @Nullable Integer before,
        @Nullable Integer after) {}
