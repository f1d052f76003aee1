package io.audittrail.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentActorTests {

    private static final Actor BOB = Actor.user("bob");
    private static final Actor ALICE = Actor.user("alice");

    private final Failures failures = new Failures(Clock.systemUTC());

    @Test
    void resolverSaysWhoIsAtWork() {
        assertThat(actor(() -> BOB)).isSameAs(BOB);
    }

    @Test
    void jobGoesBeforeTheUserAndKeepsHimAsVia() {
        AuditContext.runAs("import", () -> {
            assertThat(actor(() -> BOB)).isEqualTo(Actor.job("import").via("bob"));
            assertThat(actor(() -> Actor.SYSTEM)).isEqualTo(Actor.job("import"));
            assertThat(actor(() -> Actor.ANONYMOUS)).isEqualTo(Actor.job("import"));
        });
    }

    @Test
    void jobOfASwitchedUserKeepsTheOneWhoReallyActs() {
        AuditContext.runAs(
                "import",
                () -> assertThat(actor(() -> BOB.via("admin")))
                        .isEqualTo(Actor.job("import").via("admin")));
    }

    @Test
    void inheritedActorStandsInOnlyWhereTheResolverFindsNobody() {
        AuditContext handedOver = AuditContext.current().withInherited(ALICE);
        handedOver.run(() -> {
            assertThat(actor(() -> Actor.SYSTEM)).isSameAs(ALICE);
            assertThat(actor(() -> BOB)).isSameAs(BOB);
            assertThat(actor(() -> Actor.ANONYMOUS)).isSameAs(Actor.ANONYMOUS);
        });
        handedOver
                .withJob("import")
                .run(() -> assertThat(actor(() -> Actor.SYSTEM))
                        .isEqualTo(Actor.job("import").via("alice")));
    }

    @Test
    void nullIsUnknownAndCounted() {
        assertThat(actor(() -> null)).isSameAs(Actor.UNKNOWN);
        assertThat(actor(() -> null)).isSameAs(Actor.UNKNOWN);
        assertThat(failures.report().failures()).isEqualTo(Map.of("actor-unknown", 2L));
    }

    @Test
    void exceptionAndErrorAreUnknownAndCounted() {
        assertThat(actor(() -> {
                    throw new IllegalStateException("no session");
                }))
                .isSameAs(Actor.UNKNOWN);
        assertThat(actor(() -> {
                    throw new NoClassDefFoundError("gone");
                }))
                .isSameAs(Actor.UNKNOWN);
        assertThat(failures.report().failures()).isEqualTo(Map.of("actor-unknown", 2L));
    }

    @Test
    void jobKeepsItsNameWhenTheUserBehindItCannotBeResolved() {
        AuditContext.runAs("import", () -> assertThat(actor(() -> null)).isEqualTo(Actor.job("import")));
    }

    @Test
    void nothingIsAllocatedWithoutAJob() {
        CurrentActor current = new CurrentActor(() -> BOB, failures);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AuditContext.because("ticket 123", () -> {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 1_000; i++) {
                    current.get();
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        });
    }

    private Actor actor(ActorResolver resolver) {
        return new CurrentActor(resolver, failures).get();
    }
}
