package io.audittrail.autoconfigure;

import io.audittrail.ledger.LedgerSettings;
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
        AuditProperties.Ledger ledger = properties.ledger();
        String application = environment.getProperty("spring.application.name");
        return new LedgerSettings(
                Path.of(ledger.directory()),
                Objects.requireNonNullElseGet(ledger.stream(), () -> defaultStream(application, host(environment))),
                ledger.stream() != null,
                new LedgerSettings.Segments(ledger.maxSegmentSize().toBytes(), ledger.maxSegmentAge()),
                new LedgerSettings.Writing(
                        ledger.fsync(),
                        ledger.maxQueueSize().toBytes(),
                        ledger.minFreeSpace().toBytes()),
                new LedgerSettings.Application(application, environment.getProperty("spring.application.version")));
    }

    static String defaultStream(@Nullable String application, String host) {
        String name = Objects.requireNonNullElse(application, "application") + "-" + host;
        String allowed = NOT_ALLOWED.matcher(name).replaceAll("-");
        String begun = Character.isLetterOrDigit(allowed.charAt(0)) ? allowed : "a" + allowed;
        return begun.substring(0, Math.min(begun.length(), MAX_LENGTH));
    }

    private static String host(Environment environment) {
        String known = environment.getProperty("HOSTNAME");
        if (known != null && !known.isBlank()) {
            return known;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
