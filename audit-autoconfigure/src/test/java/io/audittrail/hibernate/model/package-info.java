/** Entity shapes whose changes the tests look at. */
package io.audittrail.hibernate.model;
