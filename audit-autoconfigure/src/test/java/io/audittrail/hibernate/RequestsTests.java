package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.transaction.Attribution;
import org.junit.jupiter.api.Test;

class RequestsTests {

    private static final Attribution ANN = new Attribution(Actor.user("ann"), null);
    private static final Attribution BOB = new Attribution(Actor.user("bob"), null);

    private final Requests requests = new Requests();
    private final Object project = new Object();
    private final Object account = new Object();

    @Test
    void eachEntityHasWhoAskedForItLast() {
        requests.add(project, ANN);
        requests.add(account, ANN);
        requests.add(account, BOB);

        assertThat(requests.take(project)).isEqualTo(ANN);
        assertThat(requests.take(account)).isEqualTo(BOB);
    }

    @Test
    void nothingIsLeftOfARequestThatWasRepeated() {
        requests.add(project, ANN);
        requests.add(account, ANN);
        requests.take(project);
        requests.add(account, BOB);

        assertThat(requests.take(account)).isEqualTo(BOB);
        assertThat(requests.take(account)).isNull();
    }
}
