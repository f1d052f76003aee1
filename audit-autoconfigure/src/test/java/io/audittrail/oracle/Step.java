package io.audittrail.oracle;

import java.util.function.Consumer;

/**
 * Something that applications do, in one transaction or several.
 *
 * @param weight how often it is done, compared with the others
 */
record Step(String name, int weight, Consumer<Worker> work) {}
