@NullMarked
package io.audittrail.checkpoint;

import org.jspecify.annotations.NullMarked;
