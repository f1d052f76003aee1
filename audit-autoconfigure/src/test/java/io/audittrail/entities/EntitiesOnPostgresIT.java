package io.audittrail.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.postgres.Captured;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EntitiesOnPostgresIT extends EntitiesContract {

    @Override
    TestDatabase newDatabase() {
        return PostgresServer.newDatabase();
    }

    @Test
    void whatATriggerWroteIsThereWithoutALine() {
        new Captured("default").with("someone", "Someone", "id").apply(unit.bean(DataSource.class));
        try {
            unit.sql().update("update someone set department = 'night' where id = 1");

            assertThat(unit.list(
                            "select a from AuditActivity a join fetch a.transaction where a.source = 'trigger'",
                            AuditActivity.class))
                    .singleElement()
                    .satisfies(activity -> {
                        assertThat(activity.getLine()).isNull();
                        assertThat(activity.getSource()).isEqualTo("trigger");
                        assertThat(activity.getActorKind()).isEqualTo("external");
                        assertThat(activity.getOldData()).containsEntry("department", "sales");
                        assertThat(activity.getChangedData()).containsEntry("department", "night");
                        assertThat(activity.getTransaction().getContext()).containsKey("outside");
                    });
            assertThat(unit.sql()
                            .queryForMap("select entity, column_name, old_value, new_value from audit_field_change"))
                    .hasToString("{entity=Someone, column_name=department, old_value=sales, new_value=night}");
            assertThat(current()).containsExactly("night");

            unit.sql().execute("truncate someone");
            assertThat(current()).isEmpty();
        } finally {
            new Captured("default").apply(unit.bean(DataSource.class));
        }
    }

    private List<String> current() {
        return unit.sql().queryForList("select data ->> 'department' from audit_current", String.class);
    }
}
