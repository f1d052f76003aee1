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
