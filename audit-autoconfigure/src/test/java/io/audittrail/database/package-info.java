@org.jspecify.annotations.NullMarked
package io.audittrail.database;
