@NullMarked
package io.audittrail.ledger;

import org.jspecify.annotations.NullMarked;
