/** Says whether a log is whole: every byte, every link, every checkpoint. Runs with the JDK and our jar alone. */
@NullMarked
package io.audittrail.verify;

import org.jspecify.annotations.NullMarked;
