package io.audittrail.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** As drivers have said it. */
class ShownTests {

    @Test
    void noValueIsShown() {
        assertThat(shown("Duplicate entry 'secret' for key 'PRIMARY'", "23000", 1062))
                .isEqualTo("Duplicate entry … (SQLState 23000, code 1062)");
        assertThat(shown("Value too long for column \"LINE CHARACTER VARYING(9)\": \"U&'{secret\"", "22001", 22001))
                .isEqualTo("Value too long for column \"LINE CHARACTER VARYING(9)\"… (SQLState 22001, code 22001)");
        assertThat(shown("ERROR: duplicate key value violates \"pk\"\n  Detail: (id)=(secret)", "23505", 0))
                .isEqualTo("ERROR: duplicate key value violates \"pk\"");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(shown("Table 'audit_activity' doesn't exist", "42S02", 1146))
                .isEqualTo("Table 'audit_activity' doesn't exist");
    }

    private static String shown(String message, String state, int code) {
        return String.valueOf(Shown.of(new SQLException(message, state, code)).getMessage());
    }
}
