package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.postgres.TriggerSettings.Layout;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever owns one of our functions can change what the others do with their owner's rights. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class FunctionOwnersIT {

    private static final String SHOWN = "audit_trigger_shown(jsonb, text[])";
    private static final String OWNERS =
            "select distinct proowner::regrole::text from pg_proc where proname like 'audit_trigger%' order by 1";

    private final Scratch scratch = new Scratch();

    @BeforeEach
    void roles() {
        scratch.execute(
                "create role \"Mallory\"",
                "create role keeper",
                "create role clerk",
                "grant create on schema public to \"Mallory\", keeper",
                "create table project (id int primary key, title text)");
        scratch.audited(Mapped.table("project"));
    }

    @AfterEach
    void close() {
        scratch.execute(
                "reset role",
                "drop owned by \"Mallory\", keeper, clerk cascade",
                "drop role \"Mallory\"",
                "drop role keeper",
                "drop role clerk");
        scratch.close();
    }

    private static String isMallorys(String giveTo) {
        return "Function \"public\".\"audit_trigger_shown\"(jsonb, text[]) is not as it was made: owner, who is \"Mallory\""
                + " and can change it (to give it to " + giveTo + " takes a superuser, or a member of both roles).";
    }

    private String me() {
        return scratch.texts("select current_user::text").get(0);
    }

    private List<String> everything() {
        return scratch.texts(SchemaDifferenceIT.EVERYTHING);
    }

    @Test
    void aHelperOfSomebodyElseIsTakenFromHim() {
        scratch.apply();
        List<String> whole = everything();
        scratch.execute("alter function " + SHOWN + " owner to \"Mallory\"");
        List<String> before = everything();
        SchemaDifference difference = scratch.diff();

        assertThat(difference.sentences()).containsExactly(isMallorys(me()));
        scratch.apply();
        assertThat(everything()).isEqualTo(whole);
        difference.undo().forEach(scratch::execute);
        assertThat(everything()).isEqualTo(before);
        difference.apply().forEach(scratch::execute);
        assertThat(everything()).isEqualTo(whole);
    }

    /** As the owner, he could go on to do so after it was compared. */
    @Test
    void whatHeHasMadeOfItSinceIsReplaced() {
        scratch.apply();
        List<String> whole = everything();
        scratch.execute("alter function " + SHOWN + " owner to \"Mallory\"");
        SchemaDifference difference = scratch.diff();
        scratch.execute(
                "set role \"Mallory\"",
                "create or replace function audit_trigger_shown(data jsonb, masked text[]) returns jsonb"
                        + " language sql immutable as 'select data'",
                "reset role");
        difference.apply().forEach(scratch::execute);

        assertThat(everything()).isEqualTo(whole);
    }

    @Test
    void oneThatSomebodyHasMadeInTheMeantimeIsNotHisAfterwards() {
        SchemaDifference difference = scratch.diff();
        scratch.execute(
                "set role \"Mallory\"",
                "create function audit_trigger_shown(data jsonb, masked text[]) returns jsonb"
                        + " language sql immutable as 'select data'",
                "reset role");
        difference.apply().forEach(scratch::execute);

        assertThat(scratch.texts(OWNERS)).containsExactly(me());
        assertThat(scratch.diff().sentences()).isEmpty();
    }

    @Test
    void theyAreOfWhoOwnsTheAuditTables() {
        scratch.execute("alter table audit_activity owner to keeper", "alter table audit_transaction owner to keeper");
        scratch.apply();
        assertThat(scratch.texts(OWNERS)).containsExactly("keeper");
        scratch.execute("insert into project values (1)");
        assertThat(scratch.recorded()).containsExactly("INSERT project 1");

        scratch.execute("alter function " + SHOWN + " owner to \"Mallory\"");
        assertThat(scratch.diff().sentences()).containsExactly(isMallorys("keeper"));
        scratch.apply();
        assertThat(scratch.texts(OWNERS)).containsExactly("keeper");
    }

    /** Else what its owner makes of it would run with a superuser's rights. */
    @Test
    void aNewOneIsOfTheSuperuserWhoseFunctionsCallIt() {
        scratch.apply();
        scratch.execute(
                "alter table audit_activity owner to keeper",
                "alter table audit_transaction owner to keeper",
                "drop function " + SHOWN);
        scratch.apply();

        assertThat(scratch.texts(OWNERS)).containsExactly(me());
        assertThat(scratch.diff().sentences()).isEmpty();
    }

    @Test
    void aSuperusersFunctionsCallNobodyElses() {
        scratch.apply();
        scratch.execute(
                "alter table audit_activity owner to keeper",
                "alter table audit_transaction owner to keeper",
                "alter function " + SHOWN + " owner to keeper");

        assertThat(scratch.diff().sentences()).containsExactly(isMallorys(me()).replace("\"Mallory\"", "keeper"));
        scratch.apply();
        assertThat(scratch.texts(OWNERS)).containsExactly(me());
    }

    /** Who has the triggers' functions may not run a superuser's. */
    @Test
    void norAreSuperusersCalledByOthers() {
        scratch.execute("alter table audit_activity owner to keeper", "alter table audit_transaction owner to keeper");
        scratch.apply(Mapped.hiding(Mapped.table("project"), Set.of(), Set.of("title")));
        scratch.execute("alter function " + SHOWN + " owner to " + me());

        assertThat(scratch.diff().sentences())
                .containsExactly(
                        "Function \"public\".\"audit_trigger_shown\"(jsonb, text[]) is not as it was made: owner, who is "
                                + me() + ", whose functions the others may not run"
                                + " (to give it to keeper takes a superuser, or a member of both roles).");
        scratch.apply();
        scratch.execute("insert into project values (1, 'x')");
        assertThat(scratch.recorded()).containsExactly("INSERT project 1");
    }

    @Test
    void thoseOfSeveralAreGivenToWhoOwnsTheAuditTables() {
        scratch.apply();
        scratch.execute(
                "alter table audit_activity owner to keeper",
                "alter table audit_transaction owner to keeper",
                "alter function audit_trigger_insert() owner to keeper");
        scratch.apply();

        assertThat(scratch.texts(OWNERS)).containsExactly("keeper");
        assertThat(scratch.diff().sentences()).isEmpty();
    }

    /** A function of such a name and other arguments would be called with the rights of whoever owns ours. */
    @ParameterizedTest
    @ValueSource(strings = {"jsonb, text", "text, jsonb", "jsonb, varchar", "varchar, text", "jsonb, json"})
    void oneThatSomebodyHasMadeBesideOursIsNotCalled(String last) {
        scratch.apply(Mapped.table(null, "project", Map.of("id", "id")));
        scratch.execute(
                "set role \"Mallory\"",
                "create function audit_trigger_one(jsonb, oid, timestamptz, text[], " + last + ") returns void"
                        + " language plpgsql as 'begin raise exception ''called''; end'",
                "reset role",
                "insert into project values (1)",
                "update project set id = 2");

        assertThat(scratch.texts("select operation from audit_activity order by id"))
                .containsExactly("INSERT", "DELETE", "INSERT");
    }

    @Test
    void whoMayNotTakeItSaysSo() {
        scratch.execute(
                "alter table audit_activity owner to keeper",
                "alter table audit_transaction owner to keeper",
                "alter table project owner to keeper",
                "set role keeper");
        scratch.apply();
        scratch.execute("reset role", "alter function " + SHOWN + " owner to \"Mallory\"", "set role keeper");

        assertThatThrownBy(scratch::apply)
                .isInstanceOf(TriggerSchemaException.class)
                .hasMessageContainingAll(
                        "this role may not do that", "must be owner of function", isMallorys("keeper"));
    }

    @Test
    void superusersFunctionsAreInReachOfWhoOwnsATable() throws SQLException {
        scratch.apply();
        assertThat(TriggerSchema.ownersBeforeSuperusers(scratch.settings.owner("sam"), scratch.connection()))
                .isEmpty();
        scratch.execute("alter table project owner to \"Mallory\"");
        assertThat(TriggerSchema.ownersBeforeSuperusers(scratch.settings.owner("sam"), scratch.connection()))
                .containsExactly("\"Mallory\"");
        assertThat(TriggerSchema.ownersBeforeSuperusers(scratch.settings.owner("eve"), scratch.connection()))
                .isEmpty();

        scratch.execute("alter table audit_activity owner to keeper", "alter table audit_transaction owner to keeper");
        scratch.schema().remove(scratch.connection());
        scratch.apply();
        assertThat(TriggerSchema.ownersBeforeSuperusers(scratch.settings.owner("sam"), scratch.connection()))
                .isEmpty();
    }

    /** The application that compares them need not be it. */
    @Test
    void thoseThatWriteCompanionsAreOfWhoHasMadeThese() {
        scratch.execute("drop table audit_activity, audit_transaction cascade");
        scratch.settings = scratch.settings.with(Layout.SHADOW);
        scratch.execute("alter table project owner to keeper", "set role keeper");
        scratch.apply();
        scratch.execute("insert into project values (1)", "reset role", "set role clerk");
        assertThat(scratch.diff().sentences()).isEmpty();

        scratch.execute("reset role", "alter function " + SHOWN + " owner to \"Mallory\"", "set role clerk");
        assertThat(scratch.diff().sentences()).containsExactly(isMallorys("keeper"));
        scratch.execute("reset role");
        scratch.apply();
        assertThat(scratch.texts(OWNERS)).containsExactly("keeper");
        scratch.execute("set role keeper", "insert into project values (2)");
        assertThat(scratch.texts("select count(*)::text from project_audit")).containsExactly("2");
    }
}
