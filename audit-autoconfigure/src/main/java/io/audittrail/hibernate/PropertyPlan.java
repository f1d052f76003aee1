package io.audittrail.hibernate;

/** How one property of an entity type is recorded. */
sealed interface PropertyPlan permits AttributePlan, CollectionPlan {

    String name();
}
