package io.audittrail.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableNamesTests {

    private static final String SCRIPT =
            "create table audit_activity (x int); create index audit_activity_x on audit_activity (x); -- audit_transactions";

    @Test
    void ourOwnNamesAreThoseOfTheScript() {
        assertThat(new TableNames(null, "audit_transaction", "audit_activity").in(SCRIPT))
                .isEqualTo(SCRIPT);
    }

    @Test
    void viewsAreNamedAfterActivitiesThatAreCalledOtherwise() {
        String script = "create view audit_current as select audit_json_text(a.x) from audit_activity a";
        assertThat(new TableNames("log", "tx", "history").in(script))
                .isEqualTo("create view log.history_current as select log.audit_json_text(a.x) from log.history a");
        assertThat(new TableNames(null, "tx", "audit_activity").in(script)).isEqualTo(script);
    }

    @Test
    void indexesAreNamedAfterTheirTableAndWithoutASchema() {
        assertThat(new TableNames("log", "tx", "history").in(SCRIPT))
                .isEqualTo("create table log.history (x int); create index history_x on log.history (x);"
                        + " -- audit_transactions");
    }
}
