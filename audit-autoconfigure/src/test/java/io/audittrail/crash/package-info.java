/** What is left when the process is killed: the database and the log, compared. */
@NullMarked
package io.audittrail.crash;

import org.jspecify.annotations.NullMarked;
