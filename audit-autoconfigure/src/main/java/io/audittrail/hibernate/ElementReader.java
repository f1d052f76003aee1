package io.audittrail.hibernate;

/**
 * Reads the elements of a collection, or the keys of a map.
 *
 * @param held as the collection holds them
 * @param selected as they are selected where it was not loaded: the id in place of an entity
 * @param isEntity whether they are entities
 */
record ElementReader(ValueReader held, ValueReader selected, boolean isEntity) {

    /** Whether ids are selected in place of entities. */
    boolean isById() {
        return selected != held;
    }
}
