/** Logs that are written without a database: what is in them, and where they are. */
@NullMarked
package io.audittrail.benchmarks.log;

import org.jspecify.annotations.NullMarked;
