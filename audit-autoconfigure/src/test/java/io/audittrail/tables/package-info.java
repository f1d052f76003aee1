@NullMarked
package io.audittrail.tables;

import org.jspecify.annotations.NullMarked;
