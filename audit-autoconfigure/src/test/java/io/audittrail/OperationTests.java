package io.audittrail;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperationTests {

    @Test
    void creationThenUpdateIsACreation() {
        assertThat(CREATE.then(UPDATE)).isEqualTo(CREATE);
    }

    @Test
    void creationThenDeletionIsNothing() {
        assertThat(CREATE.then(DELETE)).isNull();
    }

    @Test
    void updateThenDeletionIsADeletion() {
        assertThat(UPDATE.then(DELETE)).isEqualTo(DELETE);
    }

    @Test
    void deletionThenCreationIsAnUpdate() {
        assertThat(DELETE.then(CREATE)).isEqualTo(UPDATE);
    }
}
