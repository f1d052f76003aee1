/** The database's own account of what was committed, written by triggers, held against the log. */
@NullMarked
package io.audittrail.oracle;

import org.jspecify.annotations.NullMarked;
