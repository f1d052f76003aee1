/** Triggers of PostgreSQL: what changes the tables of the audited types is recorded, whoever changes them. */
@NullMarked
package io.audittrail.postgres;

import org.jspecify.annotations.NullMarked;
