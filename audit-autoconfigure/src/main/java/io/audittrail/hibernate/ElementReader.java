package io.audittrail.hibernate;

import io.audittrail.line.LineType;

/**
 * Reads the elements of a collection, or the keys of a map.
 *
 * @param held as the collection holds them
 * @param selected as they are selected where it was not loaded: the id in place of an entity
 * @param isEntity whether they are entities
 * @param type what they are when they come back from the log
 */
record ElementReader(ValueReader held, ValueReader selected, boolean isEntity, LineType type) {

    /** Whether ids are selected in place of entities. */
    boolean isById() {
        return selected != held;
    }
}
