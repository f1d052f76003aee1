/** Reads the log. */
@NullMarked
package io.audittrail.trail;

import org.jspecify.annotations.NullMarked;
