package io.audittrail.benchmarks.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.MDC;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A record as bytes: by us, by hand with Jackson's generator, and by the encoder of logstash-logback-encoder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {

    /** What is encoded. */
    public enum Sample {
        UPDATE,
        INSERT
    }

    @Param
    public Sample sample = Sample.UPDATE;

    private final LineEncoder encoder = new LineEncoder("sam-web-1");
    private final Lines lines = new Lines(4096);
    private final JsonFactory jackson = new JsonFactory();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    private final LogstashEncoder logstash = new LogstashEncoder();
    private final LoggerContext context = new LoggerContext();
    private @Nullable ChangeSet changes;

    @Setup
    public void choose() {
        changes = (sample == Sample.UPDATE ? Transactions.ofOneUpdate() : Transactions.ofOneInsert()).next();
        context.setMDCAdapter(MDC.getMDCAdapter());
        logstash.setContext(context);
        logstash.start();
    }

    private ChangeSet changes() {
        return Objects.requireNonNull(changes);
    }

    @Benchmark
    public int ours() {
        encoder.encode(changes(), lines);
        return lines.end(0);
    }

    @Benchmark
    public int jackson() {
        out.reset();
        ChangeSet set = changes();
        ChangeRecord record = set.changes().get(0);
        try (JsonGenerator json = jackson.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("v", 1);
            json.writeStringProperty("@timestamp", set.timestamp().toString());
            json.writeStringProperty("stream", "sam-web-1");
            json.writeStringProperty("tx", set.tx().toString());
            json.writeNumberProperty("n", 1);
            json.writeNumberProperty("of", 1);
            json.writeStringProperty("unit", set.unit());
            json.writeStringProperty("actor", record.actor().name());
            json.writeStringProperty("action", record.action().name());
            json.writeStringProperty("entity", record.entity().entity());
            json.writeName("entityId");
            write(json, record.entity().id());
            json.writeObjectPropertyStart("changes");
            for (Change change : record.changes()) {
                json.writeObjectPropertyStart(change.property());
                json.writeName("old");
                write(json, change.oldValue());
                json.writeName("new");
                write(json, change.newValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.size();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean yes) {
            json.writeBoolean(yes);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof java.math.BigDecimal number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }

    @Benchmark
    public int logstash() {
        ChangeSet set = changes();
        ChangeRecord record = set.changes().get(0);
        LoggingEvent event =
                new LoggingEvent("audit", context.getLogger("audit"), Level.INFO, "{} {}", null, new Object[] {
                    StructuredArguments.kv("actor", record.actor().name()),
                    StructuredArguments.kv("action", record.action()),
                    StructuredArguments.kv("entity", record.entity().entity()),
                    StructuredArguments.kv("entityId", record.entity().id()),
                    StructuredArguments.kv("changes", maps(record))
                });
        return logstash.encode(event).length;
    }

    private static Map<String, Map<String, @Nullable Object>> maps(ChangeRecord record) {
        Map<String, Map<String, @Nullable Object>> changes = new LinkedHashMap<>();
        for (Change change : record.changes()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("old", change.oldValue());
            values.put("new", change.newValue());
            changes.put(change.property(), values);
        }
        return changes;
    }
}
