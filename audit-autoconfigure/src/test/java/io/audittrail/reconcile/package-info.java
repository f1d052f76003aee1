@NullMarked
package io.audittrail.reconcile;

import org.jspecify.annotations.NullMarked;
