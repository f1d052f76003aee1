package io.audittrail.sample.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.sample.Api;
import io.audittrail.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpSession;

@SampleTest
class SecurityTests {

    @Autowired
    private Api api;

    @Test
    void whoDoesNotSayWhoHeIsGetsNothingButHealth() {
        assertThat(api.anonymous(HttpMethod.GET, "/api/projects")).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.anonymous(HttpMethod.GET, "/actuator/audittrail")).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.anonymous(HttpMethod.GET, "/actuator/health")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "alice", "admin"})
    void theLogIsNotForThoseWhoMakeTheChanges(String user) {
        assertThat(api.get(user, "/actuator/audittrail")).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void theAuditorReadsAndChangesNothing() {
        assertThat(api.get("auditor", "/actuator/audittrail").getResponse().getStatus())
                .isNotIn(401, 403);
        assertThat(api.get("auditor", "/api/projects")).hasStatusOk();
        assertThat(api.put("auditor", "/api/projects/NCAR0001", "{\"title\":\"Mine\"}"))
                .hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void theAdministratorActsAsSomebodyElseUntilHeStops() {
        MockHttpSession session = session(api.post("admin", "/login/impersonate?username=bob", null)
                .getRequest()
                .getSession());
        assertThat(api.inSession(session, HttpMethod.GET, "/api/projects")).hasStatusOk();
        assertThat(api.inSession(session, HttpMethod.POST, "/login/impersonate?username=alice"))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.inSession(session, HttpMethod.POST, "/logout/impersonate"))
                .hasStatus(HttpStatus.NO_CONTENT);
        assertThat(api.inSession(session, HttpMethod.POST, "/login/impersonate?username=alice"))
                .hasStatus(HttpStatus.NO_CONTENT);
    }

    @Test
    void nobodyElseMayActAsSomebodyElse() {
        assertThat(api.post("bob", "/login/impersonate?username=alice", null)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.post("auditor", "/login/impersonate?username=alice", null))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.post("admin", "/login/impersonate?username=nobody", null))
                .hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void ordinaryCallsAndRefusedOnesBeginNoSession() {
        assertThat(api.get("bob", "/api/projects").getRequest().getSession(false))
                .isNull();
        assertThat(api.anonymous(HttpMethod.GET, "/api/projects").getRequest().getSession(false))
                .isNull();
    }

    private static MockHttpSession session(Object session) {
        return (MockHttpSession) session;
    }
}
