package io.audittrail.mirror;

import io.audittrail.ChangeSet;
import io.audittrail.Entry;
import io.audittrail.ledger.AppendListener;
import io.audittrail.line.ReadableText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was written to the application's own logger {@code audittrail} at INFO, in the order of the log. From there
 * on it is the application's: levels, filters and appenders may drop it, which the log itself never does.
 */
public final class Mirror implements AppendListener {

    public static final String LOGGER = "audittrail";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    private static final Form TEXT = (line, record) -> {
        Entry told = told(line, record);
        if (told != null) {
            // As an argument, here and below: braces in a value are no placeholders.
            log.info("{}", ReadableText.of(told));
        }
    };
    private static final Form LINE = (line, record) -> log.info("{}", new String(line, StandardCharsets.UTF_8));

    private final Form form;

    private Mirror(Form form) {
        this.form = form;
        if (!log.isInfoEnabled()) {
            LoggerFactory.getLogger(Mirror.class)
                    .warn("audit.mirror.enabled is true, but the logger {0} drops INFO: set logging.level.{0}=info"
                            .replace("{0}", LOGGER));
        }
    }

    /** Each record as a line for human readers. */
    public static Mirror text() {
        return new Mirror(TEXT);
    }

    /** Each record as the structured argument {@code audit}. Needs logstash-logback-encoder. */
    public static Mirror json() {
        return new Mirror(Json.FORM);
    }

    /** Each line as it was sealed, the ledger's own ones too: whoever has them all can verify the chain. */
    public static Mirror line() {
        return new Mirror(LINE);
    }

    /** What the line tells of; null when the ledger speaks of itself. A line from the outbox comes without its record. */
    static @Nullable Entry told(byte[] line, @Nullable Entry record) {
        return record != null ? record : RecordLine.parse(line);
    }

    @Override
    public void appended(byte[] line, long seq, @Nullable ChangeSet changes, @Nullable Entry record) {
        if (log.isInfoEnabled()) {
            form.log(line, record);
        }
    }

    /** Contexts that share a ledger share the logger too: one copy of a record is enough for both. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mirror mirror && mirror.form == form;
    }

    @Override
    public int hashCode() {
        return form.hashCode();
    }

    /** Apart, so that the library is not needed for the other forms. */
    private static final class Json {
        private static final Form FORM = StructuredRecord::log;
    }

    @FunctionalInterface
    private interface Form {
        void log(byte[] line, @Nullable Entry record);
    }
}
