@NullMarked
package io.audittrail.verify;

import org.jspecify.annotations.NullMarked;
