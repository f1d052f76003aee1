/** Hears what Hibernate changes in the audited units, and hands it on as plain values. */
@NullMarked
package io.audittrail.hibernate;

import org.jspecify.annotations.NullMarked;
