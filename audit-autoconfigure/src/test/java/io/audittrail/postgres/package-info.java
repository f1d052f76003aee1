@NullMarked
package io.audittrail.postgres;

import org.jspecify.annotations.NullMarked;
