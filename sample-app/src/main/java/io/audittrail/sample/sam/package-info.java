/** The {@code sam} database and the work on it, each service method in one transaction. */
@NullMarked
package io.audittrail.sample.sam;

import org.jspecify.annotations.NullMarked;
