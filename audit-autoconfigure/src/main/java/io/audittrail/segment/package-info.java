/** The files of a log as they lie in their directory: names, lines, and the compressed form. Nothing but the JDK. */
@NullMarked
package io.audittrail.segment;

import org.jspecify.annotations.NullMarked;
