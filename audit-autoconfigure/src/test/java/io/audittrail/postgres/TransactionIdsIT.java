package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Into which transaction's rows a change goes, whatever anybody says it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionIdsIT {

    /** The transactions in their order, those of the tests by letters, and what each did. */
    private static final String ROWS =
            "select a.n || ' ' || a.entity_id || ' by ' || coalesce(a.actor, t.actor) || ' in ' || t.actor"
                    + " from audit_activity a join audit_transaction t on t.id = a.transaction_id order by a.id";

    private final Scratch scratch = new Scratch();
    private UUID first = UUID.randomUUID();
    private UUID second = UUID.randomUUID();

    @BeforeAll
    void table() {
        scratch.execute("create table project (id int primary key)");
        scratch.apply(Mapped.table("project"));
    }

    @BeforeEach
    void empty() {
        scratch.execute("truncate project", "truncate audit_activity, audit_transaction");
        first = UUID.randomUUID();
        second = UUID.randomUUID();
    }

    @AfterAll
    void close() {
        scratch.close();
    }

    private void announce(UUID tx, String actor) {
        set("tx", tx.toString());
        set("actor", actor);
        set("kind", "user");
    }

    private void set(String name, String value) {
        scratch.sql.queryForList("select set_config(?, ?, true)", "audittrail." + name, value);
    }

    private void insert(int... ids) {
        for (int id : ids) {
            scratch.sql.update("insert into project values (?)", id);
        }
    }

    private List<String> contexts(String key) {
        return scratch.texts("select context ->> '" + key + "' from audit_transaction order by issued_at");
    }

    /** Two units of an application, for instance, on one connection. */
    @Test
    void whoeverSpeaksInTurnsGetsHisOwn() {
        scratch.together(() -> {
            announce(first, "ann");
            insert(1, 2);
            announce(second, "bob");
            insert(3);
            announce(first, "eve");
            insert(4);
            announce(second, "bob");
            insert(5);
            set("tx", "");
            insert(6);
            announce(first, "ann");
            insert(7);
        });

        String user = scratch.database.user();
        assertThat(scratch.texts(ROWS))
                .containsExactly(
                        "1 1 by ann in ann",
                        "2 2 by ann in ann",
                        "1 3 by bob in bob",
                        "3 4 by eve in ann",
                        "2 5 by bob in bob",
                        "1 6 by " + user + " in " + user,
                        "4 7 by ann in ann");
    }

    /** Of a server whose dump was restored into this one, where the numbers of transactions are yet to come. */
    @Test
    void anOldRowIsOfNoTransactionThatIsOnItsWay() {
        scratch.together(() -> {
            scratch.sql.update(
                    "insert into audit_transaction select ?, cast(cast(pg_current_xact_id() as text) as bigint), 'sam',"
                            + " now() - interval '2 days', 'ann', 'user', null, null, null, '{}'",
                    first);
            announce(first, "ann");
            insert(1);
        });

        String user = scratch.database.user();
        assertThat(scratch.texts(ROWS)).containsExactly("1 1 by " + user + " in " + user);
        assertThat(contexts("announced")).containsExactly(null, first.toString());
    }

    @Test
    void aRowThatTheApplicationHasMadeIsGoneOnWith() {
        scratch.together(() -> {
            scratch.sql.update(
                    "insert into audit_transaction select ?, cast(cast(pg_current_xact_id() as text) as bigint), 'sam',"
                            + " now(), 'ann', 'user', null, null, null, '{}'",
                    first);
            scratch.sql.update(
                    "insert into audit_activity (transaction_id, n, issued_at, operation, entity_id, source, old_data,"
                            + " changed_data) values (?, 1, now(), 'READ', '0', 'orm', '{}', '{}')",
                    first);
            announce(first, "ann");
            insert(1);
        });

        assertThat(scratch.texts(ROWS)).containsExactly("1 0 by ann in ann", "2 1 by ann in ann");
    }

    @Test
    void whatIsTakenBackToASavepointIsNotCounted() {
        scratch.together(() -> {
            announce(first, "ann");
            insert(1);
            scratch.execute("savepoint before");
            announce(second, "bob");
            insert(2);
            scratch.execute("rollback to savepoint before");
            insert(3);
        });

        assertThat(scratch.texts(ROWS)).containsExactly("1 1 by ann in ann", "2 3 by ann in ann");
    }

    @Test
    void aFormerTransactionStaysAsItWas() {
        scratch.together(() -> {
            announce(first, "ann");
            insert(1);
        });
        scratch.together(() -> {
            announce(first, "ann");
            insert(2, 3);
        });

        String user = scratch.database.user();
        assertThat(scratch.texts(ROWS))
                .containsExactly(
                        "1 1 by ann in ann", "1 2 by " + user + " in " + user, "2 3 by " + user + " in " + user);
        assertThat(contexts("outside")).containsExactly(null, "outside the application");
        assertThat(contexts("announced")).containsExactly(null, first.toString());
    }

    @Test
    void settingsThatOnlyTheTriggersUsedToMakeAreNotBelieved() {
        scratch.together(() -> {
            announce(first, "ann");
            set("open", first.toString());
            set("opened", "{\"kind\": \"user\", \"actor\": \"ann\"}");
            set("n", "7");
            insert(1);
        });
        scratch.together(() -> {
            set("outside", first.toString());
            insert(2);
        });

        String user = scratch.database.user();
        assertThat(scratch.texts(ROWS)).containsExactly("1 1 by ann in ann", "1 2 by " + user + " in " + user);
    }

    @Test
    void whatIsNoIdOrNoContextIsNotTaken() {
        scratch.together(() -> {
            set("tx", "mine");
            insert(1);
        });
        scratch.together(() -> {
            announce(first, "a".repeat(600));
            set("kind", "k".repeat(30));
            set("context", "{\"half");
            insert(2);
        });
        scratch.together(() -> {
            announce(second, "ann");
            set("context", "[1]");
            insert(3);
        });

        assertThat(scratch.texts("select actor from audit_transaction order by issued_at"))
                .containsExactly(scratch.database.user(), "a".repeat(500), "ann");
        assertThat(scratch.texts("select cast(context - 'sessionUser' as text) from audit_transaction"
                        + " where actor_kind <> 'external' order by issued_at"))
                .containsExactly("{}", "{}");
    }

    @Test
    void whoWasConnectedIsKnownWhoeverItIsSaidToBe() {
        scratch.together(() -> {
            announce(first, "ann");
            set("context", "{\"sessionUser\": \"root\"}");
            insert(1);
        });

        assertThat(contexts("sessionUser")).containsExactly(scratch.database.user());
    }

    /** Who has logged in, and not whose rights the functions have, nor whose role was taken since. */
    @Test
    void whoWasConnectedIsNotTheOwnerOfTheFunctions() {
        String clerk = "clerk_" + UUID.randomUUID().toString().replace('-', '_');
        scratch.execute(
                "create role " + clerk, "grant insert on project to public", "set session authorization " + clerk);
        try {
            insert(1);
            scratch.together(() -> {
                announce(first, "ann");
                insert(2);
            });
        } finally {
            scratch.execute(
                    "reset session authorization", "revoke insert on project from public", "drop role " + clerk);
        }

        assertThat(scratch.texts("select actor from audit_transaction order by issued_at"))
                .containsExactly(clerk, "ann");
        assertThat(contexts("sessionUser")).containsExactly(null, clerk);
    }
}
