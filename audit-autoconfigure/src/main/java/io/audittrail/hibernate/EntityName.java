package io.audittrail.hibernate;

/**
 * The names an entity type goes by.
 *
 * @param jpaName as in JPQL and in the log
 * @param className fully qualified; for a type without a class, Hibernate's name of it
 */
record EntityName(String jpaName, String className) {

    /** Whether a setting that says {@code Entity.attribute} means this attribute. */
    boolean isQualifierOf(String path, String setting) {
        return setting.equals(jpaName + '.' + path) || setting.equals(className + '.' + path);
    }
}
