/** What is known of the servlet request, and how it follows work to other threads. */
@NullMarked
package io.audittrail.web;

import org.jspecify.annotations.NullMarked;
