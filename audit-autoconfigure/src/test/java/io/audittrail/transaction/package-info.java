@NullMarked
package io.audittrail.transaction;

import org.jspecify.annotations.NullMarked;
