/** The log on disk: one chain of sealed lines per stream, in segments that are never renamed or overwritten. */
@NullMarked
package io.audittrail.ledger;

import org.jspecify.annotations.NullMarked;
