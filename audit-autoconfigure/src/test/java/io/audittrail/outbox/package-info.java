@NullMarked
package io.audittrail.outbox;

import org.jspecify.annotations.NullMarked;
