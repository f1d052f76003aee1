@NullMarked
package io.audittrail;

import org.jspecify.annotations.NullMarked;
