@NullMarked
package io.audittrail.sample.status;

import org.jspecify.annotations.NullMarked;
