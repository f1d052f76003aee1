/**
 * What a transaction changed, from its first change to its end: collected, brought to the net effect, closed before the
 * commit, delivered after it.
 */
@NullMarked
package io.audittrail.transaction;

import org.jspecify.annotations.NullMarked;
