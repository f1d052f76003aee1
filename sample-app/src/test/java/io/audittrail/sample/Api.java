package io.audittrail.sample;

import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Calls the application as one of its users. */
public final class Api {

    private final MockMvcTester mvc;

    Api(WebApplicationContext context, @Qualifier("springSecurityFilterChain") Filter security) {
        mvc = MockMvcTester.from(
                context, builder -> builder.addFilters(security).build());
    }

    public MvcTestResult get(String user, String path) {
        return call(HttpMethod.GET, user, path, null);
    }

    public MvcTestResult post(String user, String path, @Nullable String json) {
        return call(HttpMethod.POST, user, path, json);
    }

    public MvcTestResult put(String user, String path, @Nullable String json) {
        return call(HttpMethod.PUT, user, path, json);
    }

    public MvcTestResult delete(String user, String path) {
        return call(HttpMethod.DELETE, user, path, null);
    }

    public MvcTestResult anonymous(HttpMethod method, String path) {
        return mvc.method(method).uri(path).exchange();
    }

    /** A call that has nothing but the session of an earlier one. */
    public MvcTestResult inSession(MockHttpSession session, HttpMethod method, String path) {
        return mvc.method(method).uri(path).session(session).exchange();
    }

    private MvcTestResult call(HttpMethod method, String user, String path, @Nullable String json) {
        var request = mvc.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, basic(user));
        if (json != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json);
        }
        return request.exchange();
    }

    static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }
}
