/** The history of the audited entities beside their data: in tables of their own database, within their transactions. */
@NullMarked
package io.audittrail.tables;

import org.jspecify.annotations.NullMarked;
