package io.audittrail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.transaction.Attribution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is said of who is at work, and whether it can be said or not, the transaction goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAnnouncerIT {

    /** What the application sets, and what triggers do where nobody is announced. */
    private static final List<String> OF_A_TRANSACTION =
            List.of("tx", "actor", "kind", "via", "reason", "address", "context", "tenant", "paused", "outside");

    private final Scratch scratch = new Scratch();
    private final PostgresAnnouncer announcer = new PostgresAnnouncer(List.of("tenant"), true);

    @BeforeAll
    void table() {
        scratch.execute("create table project (id int primary key)");
        scratch.settings = scratch.settings.withPauses();
        scratch.apply(Mapped.table("project"));
    }

    @BeforeEach
    void empty() {
        scratch.execute("truncate project", "truncate audit_activity, audit_transaction");
    }

    @AfterAll
    void close() {
        scratch.close();
    }

    private void announce(String actor, String reason, Map<String, Object> context) throws SQLException {
        announce(new Attribution(Actor.user(actor), reason), context);
    }

    private void announce(Attribution by, Map<String, Object> context) throws SQLException {
        try (Connection connection = scratch.connection()) {
            announcer.announce(connection, UUID.randomUUID(), by, context);
        }
    }

    @Test
    void anyTextIsTaken() {
        String odd = "O'Brien \"x\" $1 ? \\ \u0000 \ud800 \u202e {}";
        String large = "r".repeat(1_000_000);
        scratch.together(() -> {
            try {
                announce(odd, large, Map.of("tenant", odd, odd, odd, "ip", odd));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            scratch.execute("insert into project values (1)");
        });

        String stored = odd.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd');
        assertThat(scratch.sql.queryForMap("select actor, reason, client_address, context ->> 'tenant' as tenant"
                        + " from audit_transaction"))
                .containsEntry("actor", stored)
                .containsEntry("reason", large)
                .containsEntry("client_address", stored)
                .containsEntry("tenant", stored);
    }

    @Test
    void whoActsForAnotherIsTold() {
        scratch.together(() -> {
            UUID tx = UUID.randomUUID();
            try {
                announcer.announce(
                        scratch.connection(),
                        tx,
                        new Attribution(new Actor("ann", Actor.Kind.USER, "root"), "ticket 1"),
                        Map.of("ip", "192.0.2.7"));
                scratch.execute("insert into project values (1)");
                announcer.announce(
                        scratch.connection(),
                        tx,
                        new Attribution(new Actor("bob", Actor.Kind.JOB, "night"), null),
                        Map.of());
                scratch.execute("insert into project values (2)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(scratch.texts("select concat_ws(' ', actor_kind, actor, via, reason, client_address)"
                        + " from audit_transaction"))
                .containsExactly("user ann root ticket 1 192.0.2.7");
        assertThat(scratch.texts(
                        "select concat_ws(' ', n, actor_kind, actor, via, reason) from audit_activity order by id"))
                .containsExactly("1", "2 job bob night");
    }

    /** Whoever has the connection next, from a pool of the application or behind one of the database, is somebody else. */
    @Test
    void whatWasSaidIsForgottenWithTheCommit() {
        scratch.together(() -> {
            scratch.execute("insert into project values (1)");
            try {
                announce(
                        new Attribution(new Actor("ann", Actor.Kind.USER, "root"), "ticket 1", new AuditPause("load")),
                        Map.of("tenant", "7", "ip", "192.0.2.7"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            assertThat(remembered()).isEqualTo(OF_A_TRANSACTION);
        });

        assertThat(remembered()).isEmpty();
    }

    private List<String> remembered() {
        return OF_A_TRANSACTION.stream()
                .filter(name -> !scratch.texts("select coalesce(current_setting('audittrail." + name + "', true), '')")
                        .contains(""))
                .toList();
    }

    /** As where a database is hardened. */
    @Test
    void whereItCannotBeSaidNobodyIsAnnouncedAndTheTransactionGoesOn() {
        scratch.execute(
                "create role writer",
                "grant insert on project to writer",
                "revoke execute on function pg_catalog.set_config(text, text, boolean) from public");
        try {
            scratch.together(() -> {
                try {
                    announce(new Attribution(Actor.user("ann"), null, new AuditPause("load")), Map.of());
                    scratch.execute("insert into project values (1)", "set local role writer");
                    assertThatThrownBy(() -> announce("bob", "", Map.of())).hasMessageContaining("set_config");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                scratch.execute("insert into project values (2)");
            });
        } finally {
            scratch.execute("drop owned by writer", "drop role writer");
        }

        assertThat(scratch.texts("select operation || ' ' || t.actor || ' ' || t.actor_kind from audit_activity a"
                        + " join audit_transaction t on t.id = a.transaction_id order by a.id"))
                .containsExactly("PAUSED ann user", "INSERT " + scratch.database.user() + " external");
    }
}
