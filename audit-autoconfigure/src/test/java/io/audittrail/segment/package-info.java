@NullMarked
package io.audittrail.segment;

import org.jspecify.annotations.NullMarked;
