package io.audittrail.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.audittrail.AuditContext;
import io.micrometer.context.ContextSnapshotFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class RequestContextTests {

    private final RequestContext context = new RequestContext();
    private final MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/sam/projects/NCAR0001");

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void methodAndPathAndClientAddressAreRecorded() {
        request.setContextPath("/sam");
        request.setRemoteAddr("192.0.2.7");
        begin(request);
        assertThat(context.context())
                .containsExactly(entry("request", "PUT /sam/projects/NCAR0001"), entry("ip", "192.0.2.7"));
    }

    @Test
    void queryStringAndPathParametersAreNotRecorded() {
        request.setRequestURI("/sam;jsessionid=SECRET/projects/NCAR0001;v=1");
        request.setQueryString("token=SECRET");
        request.addHeader("Authorization", "SECRET");
        begin(request);
        assertThat(context.context()).containsEntry("request", "PUT /sam/projects/NCAR0001");
        assertThat(context.context().toString()).doesNotContain("SECRET");
    }

    @Test
    void noSessionIsCreated() {
        begin(request);
        context.context();
        assertThat(request.getSession(false)).isNull();
    }

    @Test
    void thereIsNothingToRecordWithoutARequest() {
        assertThat(context.context()).isEqualTo(Map.of());
    }

    @Test
    void requestThatItsContainerHasTakenBackIsNone() {
        begin(new MockHttpServletRequest() {
            @Override
            public String getRequestURI() {
                throw new IllegalStateException("recycled");
            }
        });
        assertThat(context.context()).isEqualTo(Map.of());
        assertThat(ContextSnapshotFactory.builder().build().captureAll().wrap(context::context))
                .isNotNull();
    }

    @Test
    void requestFollowsTheWorkAsTextWhileTheContainerUsesItAgain() throws Exception {
        request.setRemoteAddr("192.0.2.7");
        begin(request);
        CompletableFuture<Map<String, String>> seen = new CompletableFuture<>();
        Runnable task = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {
            seen.complete(context.context());
        });
        request.setMethod("DELETE");
        request.setRequestURI("/somebody/elses");
        request.setRemoteAddr("198.51.100.1");
        inThread(task);
        assertThat(seen.get())
                .containsExactly(entry("request", "PUT /sam/projects/NCAR0001"), entry("ip", "192.0.2.7"));
    }

    @Test
    void requestDoesNotStayOnItsOwnThreadWhenWorkThatWasHandedOverRunsThere() {
        begin(request);
        Runnable task = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {});
        task.run(); // As with a full executor whose policy is that the caller runs.
        begin(new MockHttpServletRequest("DELETE", "/somebody/elses"));
        assertThat(context.context()).containsEntry("request", "DELETE /somebody/elses");
    }

    @Test
    void requestIsBackAfterWorkOfAnotherThatRanWithinIt() throws Exception {
        begin(request);
        Runnable outer = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {
            begin(new MockHttpServletRequest("GET", "/on/this/thread"));
            ContextSnapshotFactory.builder().build().captureAll().wrap(() -> {}).run();
            assertThat(context.context()).containsEntry("request", "PUT /sam/projects/NCAR0001");
        });
        inThread(outer);
    }

    @Test
    void jobAndReasonFollowTheWorkAndLeaveTheThreadWithIt() throws Exception {
        CompletableFuture<AuditContext> during = new CompletableFuture<>();
        CompletableFuture<AuditContext> after = new CompletableFuture<>();
        Runnable task = AuditContext.because(
                "ticket 123",
                () -> AuditContext.runAs(
                        "import",
                        () -> ContextSnapshotFactory.builder()
                                .build()
                                .captureAll()
                                .wrap(() -> {
                                    during.complete(AuditContext.current());
                                })));
        inThread(() -> {
            task.run();
            after.complete(AuditContext.current());
        });
        assertThat(during.get()).isEqualTo(new AuditContext("import", "ticket 123", null, null));
        assertThat(after.get().isNone()).isTrue();
        assertThat(RequestInfo.current()).isNull();
    }

    @Test
    void accessorsWorkWithoutServletsOnTheClasspath() throws Exception {
        URL[] jars = {
            RequestAccessor.class.getProtectionDomain().getCodeSource().getLocation(),
            ContextSnapshotFactory.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader bare = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Object accessor = bare.loadClass(RequestAccessor.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(accessor).isNotInstanceOf(RequestAccessor.class);
            assertThat(accessor.getClass().getMethod("getValue").invoke(accessor))
                    .isNull();
            accessor.getClass().getMethod("setValue").invoke(accessor);
        }
    }

    private static void begin(MockHttpServletRequest request) {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    private static void inThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }
}
