/** A record as bytes: encoding, escaping, the seal, and the readable text form. Nothing but the JDK. */
@NullMarked
package io.audittrail.line;

import org.jspecify.annotations.NullMarked;
