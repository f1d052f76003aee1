/** The PostgreSQL that is measured on. */
@NullMarked
package io.audittrail.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
