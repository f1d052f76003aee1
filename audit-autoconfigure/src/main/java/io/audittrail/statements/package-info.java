/** What is done past Hibernate, on the connections of an audited unit's data source. */
@NullMarked
package io.audittrail.statements;

import org.jspecify.annotations.NullMarked;
