package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.postgres.TriggerSettings.Layout;
import io.audittrail.postgres.TriggerSettings.SessionSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever changes a table may tell of itself, and what it has to. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class SessionSettingsIT {

    private final Scratch scratch = new Scratch();

    @BeforeEach
    void table() {
        scratch.execute("create schema app", "create table app.\"Project\" (id int primary key)");
        scratch.audited(Mapped.table("app", "Project", Map.of()));
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private void declared(SessionSetting... settings) {
        scratch.settings = scratch.settings.with(settings);
        scratch.apply();
    }

    private void insert(int id, String name, String value) {
        scratch.together(() -> {
            scratch.sql.queryForList("select set_config(?, ?, true)", "audittrail." + name, value);
            scratch.sql.update("insert into app.\"Project\" values (?)", id);
        });
    }

    @Test
    void theyStandInTheContextWithTheirTypes() {
        scratch.execute("create type app.mood as enum ('sad')");
        declared(
                new SessionSetting("ticket", "int", false),
                new SessionSetting("at", "timestamp(0) with time zone", false),
                new SessionSetting("mood", "app.mood[]", false),
                new SessionSetting("more", "jsonb", false),
                new SessionSetting("unset", "text", false),
                new SessionSetting("empty", "text", false));
        scratch.together(() -> {
            scratch.execute(
                    "set local timezone = 'Asia/Kolkata'",
                    "select set_config('audittrail.tx', gen_random_uuid()::text, true),"
                            + " set_config('audittrail.context', '{\"request\": \"PUT /\", \"ticket\": \"?\"}', true),"
                            + " set_config('audittrail.ticket', '42', true),"
                            + " set_config('audittrail.at', '2026-11-22T10:00:00.7+05:30', true),"
                            + " set_config('audittrail.mood', '{sad}', true), set_config('audittrail.more', '{\"a\": 1}', true),"
                            + " set_config('audittrail.empty', '', true)");
            scratch.execute("insert into app.\"Project\" values (1)");
        });

        assertThat(scratch.texts("select context::text from audit_transaction"))
                .containsExactly("{\"at\": \"2026-11-22T04:30:01+00:00\", \"mood\": [\"sad\"], \"more\": {\"a\": 1},"
                        + " \"ticket\": 42, \"request\": \"PUT /\", \"sessionUser\": \"" + scratch.database.user()
                        + "\"}");
    }

    @Test
    void outsideTheApplicationTheyAreTakenToo() {
        declared(new SessionSetting("ticket", "int", false));
        insert(1, "ticket", "42");

        assertThat(scratch.texts(
                        "select concat_ws(' ', context ->> 'outside', context -> 'ticket') from audit_transaction"))
                .containsExactly("outside the application 42");
    }

    @Test
    void aWrongValueThatIsNotRequiredIsNull() {
        declared(new SessionSetting("ticket", "int", false));
        insert(1, "ticket", "1; drop table x");

        assertThat(scratch.texts("select context ->> 'ticket' from audit_transaction"))
                .containsExactly((String) null);
        assertThat(scratch.texts("select jsonb_exists(context, 'ticket')::text from audit_transaction"))
                .containsExactly("true");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void withoutWhatIsRequiredNothingIsChanged(Layout layout) {
        scratch.settings = scratch.settings.with(layout);
        declared(new SessionSetting("ticket", "int", true));

        assertThatThrownBy(() -> scratch.execute("insert into app.\"Project\" values (1)"))
                .rootCause()
                .hasMessageContaining(
                        "The session setting audittrail.ticket is not set, and table app.\"Project\" is not"
                                + " changed without it\n  Hint: Set it before, in the transaction that changes the table:"
                                + " select set_config('audittrail.ticket', '<integer>', true)");
        assertThatThrownBy(() -> insert(1, "ticket", "")).rootCause().hasMessageContaining("is not set");
        assertThatThrownBy(() -> insert(1, "ticket", "x"))
                .rootCause()
                .hasMessageContaining("has the value 'x', which is no integer");
        assertThatThrownBy(() -> scratch.execute("truncate app.\"Project\""))
                .rootCause()
                .hasMessageContaining("is not set");
        scratch.execute("delete from app.\"Project\"");
        insert(1, "ticket", "42");
        assertThatThrownBy(() -> scratch.together(() -> {
                    scratch.execute("set local audittrail.ticket = '1'", "update app.\"Project\" set id = 2");
                    scratch.execute("set local audittrail.ticket = ''", "update app.\"Project\" set id = 3");
                }))
                .rootCause()
                .hasMessageContaining("is not set");
        assertThat(scratch.texts("select id::text from app.\"Project\"")).containsExactly("1");
    }

    /** Where it stands in the context it is one of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"audit_timestamp", "a23456789_123456789_123456789_123456789_123456789_123456789_123456"})
    void whatCannotBeAColumnIsRefusedWhereItWouldBeOne(String name) {
        declared(new SessionSetting(name, "text", false));
        insert(1, name, "x");
        assertThat(scratch.texts("select context ->> '" + name + "' from audit_transaction"))
                .containsExactly("x");

        scratch.settings = scratch.settings.with(Layout.SHADOW);
        assertThatThrownBy(scratch::apply)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContainingAll(
                        "The session setting '" + name + "' cannot be a column of companions",
                        "give audit.postgres.triggers.session-settings." + name + " another name");
    }

    @Test
    void whatCannotBeDeclaredIsRefused() {
        for (String type : List.of("nothing", "varchar(0)", "numeric(1,2,3)", "int; drop table x")) {
            assertThatThrownBy(() -> declared(new SessionSetting("ticket", type, true)))
                    .isInstanceOf(TriggerSchemaException.class)
                    .hasMessageContainingAll(
                            "The session setting 'ticket' has the type " + type + ", which ",
                            "let audit.postgres.triggers.session-settings.ticket.type be a type of SQL");
        }
        assertThatThrownBy(() -> new SessionSetting("my ticket", "int", true)).hasMessageContaining("'my ticket'");
        assertThatThrownBy(() -> new SessionSetting("tx", "int", true)).hasMessageContaining("'tx'");
        SessionSetting ticket = new SessionSetting("ticket", "int", true);
        assertThatThrownBy(() -> scratch.settings.with(ticket, ticket)).hasMessageContaining("declared twice");
    }
}
