/** The REST API: JSON in, JSON or a problem detail out. */
@NullMarked
package io.audittrail.sample.web;

import org.jspecify.annotations.NullMarked;
