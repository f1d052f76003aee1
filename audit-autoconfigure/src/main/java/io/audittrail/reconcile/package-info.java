/** Whether log and triggers tell the same. */
@NullMarked
package io.audittrail.reconcile;

import org.jspecify.annotations.NullMarked;
