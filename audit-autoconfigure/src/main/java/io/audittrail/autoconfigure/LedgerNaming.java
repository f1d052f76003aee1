package io.audittrail.autoconfigure;

import io.audittrail.ledger.LedgerSettings;
import io.audittrail.ledger.Retention;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Names the stream of an instance that nobody named: application and host, which is the pod on Kubernetes. */
final class LedgerNaming {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final int MAX_LENGTH = 90;

    private LedgerNaming() {}

    static LedgerSettings settings(AuditProperties properties, Environment environment) {
        String stream = properties.ledger().stream();
        return settings(
                properties,
                environment,
                stream != null ? stream : defaultStream(application(environment), host(environment)),
                stream != null);
    }

    /** The one log of all instances. Its name says nothing of a host, and there is no other to fall back to. */
    static LedgerSettings forAll(AuditProperties properties, Environment environment) {
        String stream = properties.ledger().stream();
        return settings(properties, environment, stream != null ? stream : allowed(applicationName(environment)), true);
    }

    private static LedgerSettings settings(
            AuditProperties properties, Environment environment, String stream, boolean explicit) {
        AuditProperties.Ledger ledger = properties.ledger();
        AuditProperties.Retention retention = ledger.retention();
        return new LedgerSettings(
                Path.of(ledger.directory()),
                stream,
                explicit,
                new LedgerSettings.Segments(ledger.maxSegmentSize().toBytes(), ledger.maxSegmentAge()),
                new Retention(
                        ledger.compress(),
                        retention.maxAge(),
                        retention.maxSize() == null ? 0 : retention.maxSize().toBytes()),
                new LedgerSettings.Writing(
                        ledger.fsync(),
                        ledger.maxQueueSize().toBytes(),
                        ledger.minFreeSpace().toBytes()),
                new LedgerSettings.Application(
                        application(environment), environment.getProperty("spring.application.version")));
    }

    private static @Nullable String application(Environment environment) {
        return environment.getProperty("spring.application.name");
    }

    private static String applicationName(Environment environment) {
        return Objects.requireNonNullElse(application(environment), "application");
    }

    /** Where a log is, for those who have to know whether another process can write it. */
    static String place(Path directory) {
        return hostName() + ":" + directory.toAbsolutePath().normalize();
    }

    static String defaultStream(@Nullable String application, String host) {
        return allowed(Objects.requireNonNullElse(application, "application") + "-" + host);
    }

    private static String allowed(String name) {
        String allowed = NOT_ALLOWED.matcher(name).replaceAll("-");
        String begun = Character.isLetterOrDigit(allowed.charAt(0)) ? allowed : "a" + allowed;
        return begun.substring(0, Math.min(begun.length(), MAX_LENGTH));
    }

    private static String host(Environment environment) {
        String known = environment.getProperty("HOSTNAME");
        return known != null && !known.isBlank() ? known : hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
