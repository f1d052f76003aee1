/** A copy of each record for the application's own Logback. */
@NullMarked
package io.audittrail.mirror;

import org.jspecify.annotations.NullMarked;
