package io.audittrail.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;
import org.springframework.web.util.HtmlUtils;

/**
 * The page for people: one document with its style and its script in it, so that it needs no address but its own, wherever
 * Actuator and a proxy before it have put that. The browser is told their digests, and runs nothing else.
 */
final class Page {

    static final String HTML = "text/html";

    private static final MimeType TYPE = MimeType.valueOf(HTML + ";charset=UTF-8");

    /** In this order they make one script. */
    private static final List<String> SCRIPTS = List.of(
            "element.js",
            "json.js",
            "address.js",
            "ask.js",
            "time.js",
            "value.js",
            "timeline.js",
            "state.js",
            "chart.js",
            "verification.js",
            "suggestions.js",
            "page.js");

    private final String text;
    private final String policy;

    private Page(String text, String policy) {
        this.text = text;
        this.policy = policy;
    }

    static Page load() {
        String style = read("page.css");
        String script = SCRIPTS.stream().map(Page::read).collect(Collectors.joining("\n"));
        String page = read("page.html").replace("@style@", style).replace("@script@", script);
        String policy = "default-src 'none'; script-src " + digest(script) + "; style-src " + digest(style)
                + "; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return new Page(page, policy);
    }

    /** @param ledger where the endpoint of the ledger is, as seen from the page; null when it is not exposed */
    WebEndpointResponse<byte[]> answer(Exchange exchange, @Nullable String ledger) {
        exchange.header("Content-Security-Policy", policy);
        exchange.header("Referrer-Policy", "same-origin");
        exchange.header("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
        String told = text.replace("@ledger@", ledger == null ? "" : HtmlUtils.htmlEscape(ledger));
        return new WebEndpointResponse<>(told.getBytes(StandardCharsets.UTF_8), WebEndpointResponse.STATUS_OK, TYPE);
    }

    /** From one endpoint to another one, wherever both are. */
    static @Nullable String path(PathMappedEndpoints endpoints, EndpointId from, EndpointId to) {
        String begin = endpoints.getRootPath(from);
        String end = endpoints.getRootPath(to);
        if (begin == null || end == null) {
            return null;
        }
        long steps = begin.chars().filter(c -> c == '/').count();
        return "../".repeat((int) steps) + end;
    }

    private static String read(String name) {
        try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " of the page is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + '\'';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
