@NullMarked
package io.audittrail.sample.web;

import org.jspecify.annotations.NullMarked;
