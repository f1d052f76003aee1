package io.audittrail.mirror;

import io.audittrail.Entry;
import io.audittrail.line.ReadableText;
import java.nio.charset.StandardCharsets;
import net.logstash.logback.argument.StructuredArguments;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sealed line as it is, below one key: nothing in it can pass for a field of the log event. The only class that
 * needs logstash-logback-encoder.
 */
final class StructuredRecord {

    private static final Logger log = LoggerFactory.getLogger(Mirror.LOGGER);

    private StructuredRecord() {}

    static void log(byte[] line, @Nullable Entry record) {
        Entry told = Mirror.told(line, record);
        if (told != null) {
            String json = new String(line, StandardCharsets.UTF_8);
            log.info("{}", ReadableText.of(told), StructuredArguments.raw("audit", json));
        }
    }
}
