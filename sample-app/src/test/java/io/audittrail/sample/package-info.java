@NullMarked
package io.audittrail.sample;

import org.jspecify.annotations.NullMarked;
