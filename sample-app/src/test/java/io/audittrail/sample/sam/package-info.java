@NullMarked
package io.audittrail.sample.sam;

import org.jspecify.annotations.NullMarked;
