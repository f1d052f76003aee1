/** Delivery through a table, within the transaction: what is committed is in it, and is drained to the log from there. */
@NullMarked
package io.audittrail.outbox;

import org.jspecify.annotations.NullMarked;
