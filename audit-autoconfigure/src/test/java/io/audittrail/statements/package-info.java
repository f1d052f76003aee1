@NullMarked
package io.audittrail.statements;

import org.jspecify.annotations.NullMarked;
