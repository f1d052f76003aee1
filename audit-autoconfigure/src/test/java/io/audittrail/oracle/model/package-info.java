/** What the generated workload works on. */
package io.audittrail.oracle.model;
