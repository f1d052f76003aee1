/** What operators and auditors see: endpoint, health, meters. */
@NullMarked
package io.audittrail.actuate;

import org.jspecify.annotations.NullMarked;
