package io.audittrail.autoconfigure;

import io.audittrail.AuditFigures;
import io.audittrail.CheckpointSigner;
import io.audittrail.actuate.LedgerState;
import io.audittrail.ledger.Ledger;
import io.audittrail.ledger.LedgerFigures;
import io.audittrail.line.Digests;
import io.audittrail.trail.LogInventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** What there is of the log in {@code audit.ledger.directory}, and how this application writes it. */
final class LedgerStates {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final int ID_DIGITS = 16;

    private final AuditProperties properties;
    private final Supplier<@Nullable Ledger> ledger;
    private final Supplier<Stream<AuditFigures>> figures;
    private final boolean signed;

    /**
     * @param ledger null while this instance writes no log
     * @param figures asked anew each time
     */
    LedgerStates(
            AuditProperties properties,
            Supplier<@Nullable Ledger> ledger,
            Supplier<Stream<AuditFigures>> figures,
            @Nullable CheckpointSigner signer) {
        this.properties = properties;
        this.ledger = ledger;
        this.figures = figures;
        this.signed = signer != null;
    }

    LedgerState now() {
        Ledger own = ledger.get();
        Path directory = Path.of(properties.ledger().directory());
        try {
            List<LogInventory.Stored> streams = properties.ledger().enabled() && Files.isDirectory(directory)
                    ? LogInventory.of(directory)
                    : List.of();
            return new LedgerState(
                    streams.stream().map(stream -> stream(stream, own)).toList(), settings(), backlog(own), null);
        } catch (IOException e) {
            log.error("The audit log in {} cannot be listed", directory.toAbsolutePath(), e);
            return new LedgerState(
                    List.of(), settings(), backlog(own), "The log cannot be read; the application's own log says why.");
        }
    }

    private static LedgerState.Stream stream(LogInventory.Stored stored, @Nullable Ledger own) {
        boolean isOwn = own != null && own.stream().equals(stored.stream());
        return new LedgerState.Stream(
                stored.stream(),
                isOwn,
                stored.firstSeq(),
                stored.lastSeq(),
                stored.firstTime(),
                stored.lastTime(),
                stored.bytes(),
                stored.hash(),
                own != null && isOwn ? own.lastCheckpoint() : null,
                stored.parts().stream()
                        .map(part -> segment(stored.stream(), part))
                        .toList());
    }

    private static LedgerState.Segment segment(String stream, LogInventory.Part part) {
        return new LedgerState.Segment(
                id(stream, part.firstSeq()),
                part.firstSeq(),
                part.lastSeq(),
                part.firstTime(),
                part.lastTime(),
                part.bytes(),
                part.compressed(),
                part.active());
    }

    private static String id(String stream, long firstSeq) {
        byte[] name = (stream + ' ' + firstSeq).getBytes(StandardCharsets.US_ASCII);
        return Digests.of(name).substring(0, ID_DIGITS);
    }

    private Map<String, @Nullable Object> settings() {
        boolean isGuaranteed = properties.delivery() == AuditProperties.Delivery.GUARANTEED;
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("ledger", properties.ledger().enabled());
        settings.put("tables", properties.tables().enabled());
        settings.put("delivery", word(properties.delivery()));
        settings.put("drain", isGuaranteed ? word(properties.outbox().drain()) : null);
        settings.put("onFailure", word(properties.onFailure()));
        settings.put("fsync", word(properties.ledger().fsync()));
        settings.put("retention", retention(properties.ledger().retention()));
        Map<String, Object> checkpoints = new LinkedHashMap<>();
        checkpoints.put("file", properties.checkpoints().file() != null);
        checkpoints.put("log", properties.checkpoints().log());
        checkpoints.put("signed", signed);
        settings.put("checkpoints", checkpoints);
        return settings;
    }

    private static Map<String, @Nullable Object> retention(AuditProperties.Retention set) {
        Duration maxAge = set.maxAge();
        DataSize maxSize = set.maxSize();
        Map<String, @Nullable Object> retention = new LinkedHashMap<>();
        retention.put("maxAge", maxAge == null ? null : maxAge.toString());
        retention.put("maxSize", maxSize == null ? null : maxSize.toBytes());
        return retention;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, @Nullable Object> backlog(@Nullable Ledger own) {
        LedgerFigures waiting = own == null ? null : own.figures();
        Map<String, @Nullable Object> backlog = new LinkedHashMap<>();
        backlog.put("waitingTransactions", waiting == null ? 0 : waiting.waitingTransactions());
        backlog.put("waitingRecords", waiting == null ? 0 : waiting.waitingRecords());
        backlog.put("waitingBytes", waiting == null ? 0 : waiting.waitingBytes());
        backlog.put("lostRecords", waiting == null ? 0 : waiting.lostRecords());
        addOutbox(backlog);
        return backlog;
    }

    /** Of all databases: their rows together, and the age of the oldest. */
    private void addOutbox(Map<String, @Nullable Object> backlog) {
        List<AuditFigures.Figure> all = new ArrayList<>();
        figures.get().forEach(part -> all.addAll(part.figures()));
        Long rows = null;
        Duration age = null;
        for (AuditFigures.Figure figure : all) {
            if (figure.name().equals("audit.outbox.rows") && figure.reading() instanceof AuditFigures.Level level) {
                rows = (rows == null ? 0 : rows) + level.now().getAsLong();
            } else if (figure.name().equals("audit.outbox.age") && figure.reading() instanceof AuditFigures.Age old) {
                Duration now = old.now().get();
                age = age == null || (now != null && now.compareTo(age) > 0) ? now : age;
            }
        }
        backlog.put("outboxRows", rows);
        backlog.put("outboxAge", age == null ? null : age.toString());
    }
}
