package io.audittrail.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.sample.Api;
import io.audittrail.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@SampleTest
class OutageApiTests {

    @Autowired
    private Api api;

    @Test
    void anOutageIsAnnouncedAndEnded() throws Exception {
        var announced = api.post("bob", "/api/outages", """
                {"resource":"derecho","title":"Power","startedAt":"2026-11-20T08:00:00Z"}""");
        assertThat(announced).hasStatus(HttpStatus.CREATED).bodyJson().hasPath("$.id");
        String id = announced.getResponse().getContentAsString().replaceAll(".*\"id\":(\\d+).*", "$1");

        assertThat(api.put("bob", "/api/outages/" + id, """
                {"resource":"derecho","title":"Power","startedAt":"2026-11-20T08:00:00Z",
                 "endedAt":"2026-11-20T09:00:00Z"}""")).hasStatusOk();
        assertThat(api.get("alice", "/api/outages"))
                .bodyJson()
                .extractingPath("$[?(@.id == %s)].endedAt".formatted(id))
                .asArray()
                .containsExactly("2026-11-20T09:00:00Z");
    }

    @Test
    void outagesAreValidated() {
        assertThat(api.post("bob", "/api/outages", "{\"title\":\"\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.resource")
                .hasPath("$.errors.title")
                .hasPath("$.errors.startedAt");
        assertThat(api.post("bob", "/api/outages", """
                {"resource":"derecho","title":"Power","startedAt":"2026-11-20T08:00:00Z",
                 "endedAt":"2026-11-20T07:00:00Z"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .hasPath("$.errors.endedAt");
        assertThat(api.put("bob", "/api/outages/999999", """
                {"resource":"derecho","title":"Power","startedAt":"2026-11-20T08:00:00Z"}""")).hasStatus(HttpStatus.NOT_FOUND);
    }
}
