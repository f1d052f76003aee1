@NullMarked
package io.audittrail.line;

import org.jspecify.annotations.NullMarked;
