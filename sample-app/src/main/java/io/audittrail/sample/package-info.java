/**
 * A small System for Allocation Management: who may use how much of which machine. An ordinary application with two
 * databases, {@code sam} and {@code system_status}; that the first of them is audited shows in {@code application.yaml}.
 */
@NullMarked
package io.audittrail.sample;

import org.jspecify.annotations.NullMarked;
