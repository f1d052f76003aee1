/** The {@code system_status} database: outages, and what a collector measures every few seconds. Not audited. */
@NullMarked
package io.audittrail.sample.status;

import org.jspecify.annotations.NullMarked;
