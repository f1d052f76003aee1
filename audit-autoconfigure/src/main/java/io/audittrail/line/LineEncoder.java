package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.Elements;
import io.audittrail.Entry;
import io.audittrail.Operation;
import io.audittrail.StatementRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of one stream as JSON, up to their flags and their {@link Seal}, which are known only after the
 * commit. The order of the keys is fixed; whatever an application supplies nests below {@code changes}, {@code context}
 * and {@code details}. Allocates nothing for values that need no text of their own. Thread-safe.
 */
public final class LineEncoder {

    private static final byte[] BEGIN = bytes("{\"v\":1,\"@timestamp\":\"");
    private static final byte[] TX = bytes("tx\":\"");
    private static final byte[] N = bytes("\",\"n\":");
    private static final byte[] OF = bytes(",\"of\":");
    private static final byte[] ENTITY_ID = bytes(",\"entityId\":");
    private static final byte[] OLD = bytes("\"old\":");
    private static final byte[] CHANGES = bytes(",\"changes\":{");
    private static final byte[] NEW = bytes(",\"new\":");
    private static final byte[] ADDED = bytes("\"added\":");
    private static final byte[] REMOVED = bytes(",\"removed\":");

    /** Where the timestamp stands in every line. */
    public static final int TIMESTAMP_AT = BEGIN.length;

    public static final int TIMESTAMP_LENGTH = Times.TIMESTAMP;

    private static final int JSON_BYTES = 256;

    private static final String STREAM = "\",\"stream\":\"";

    private final byte[] stream;
    private final Names units = new Names(",\"unit\":", ",\"actor\":");
    private final Names actions = new Names(",\"action\":", "");
    private final Names entities = new Names(",\"entity\":", "");
    private final Names properties = new Names("", ":{");

    /** @param stream letters, digits, - and _ */
    public LineEncoder(String stream) {
        this.stream = lineStream(stream);
    }

    /** The bytes between the timestamp and the rest of every line of this stream. */
    public static byte[] lineStream(String stream) {
        return bytes(STREAM + stream + "\",\"");
    }

    /** A time as it stands in lines. */
    public static byte[] timestamp(Instant instant) {
        LineBuffer out = new LineBuffer(TIMESTAMP_LENGTH).timestamp(instant);
        return Arrays.copyOf(out.array(), out.length());
    }

    /** Writes one line for each record. */
    public void encode(ChangeSet changes, Lines lines) {
        encode(changes, 0, Integer.MAX_VALUE, lines);
    }

    /**
     * Writes a line for each record from the given one on, counted from 0, until there are so many bytes.
     *
     * @return the first record that was left out
     */
    public int encode(ChangeSet changes, int from, int maxBytes, Lines lines) {
        lines.begin(changes.timestamp(), changes);
        List<Entry> records = changes.records();
        int of = records.size();
        LineBuffer out = lines.buffer();
        int common = 0;
        int next = from;
        while (next < of && (next == from || out.length() < maxBytes)) {
            if (common == 0) {
                begin(changes.timestamp(), lines).append(TX).uuid(changes.tx()).append(N);
                common = out.length();
            } else {
                out.append(out.array(), 0, common);
            }
            rest(changes, next, next + 1, of, lines);
            next++;
        }
        return next;
    }

    /**
     * One record of a transaction of which the others are not here, without flags and seal.
     *
     * @param changes which have that record alone
     * @param n its number in the transaction, of so many
     */
    public String line(ChangeSet changes, int n, int of) {
        Lines lines = new Lines(JSON_BYTES);
        lines.begin(changes.timestamp(), changes);
        begin(changes.timestamp(), lines).append(TX).uuid(changes.tx()).append(N);
        rest(changes, 0, n, of, lines);
        return new String(lines.buffer().array(), 0, lines.end(0), StandardCharsets.UTF_8) + '}';
    }

    private void rest(ChangeSet changes, int index, int n, int of, Lines lines) {
        LineBuffer out = lines.buffer();
        Entry record = changes.records().get(index);
        out.number(n).append(OF).number(of);
        units.write(changes.unit(), out);
        record(record, lines);
        context(changes.context(), record.reason(), out, lines.values());
        lines.endLine();
    }

    /** Writes one line in which the ledger speaks of itself. */
    public void control(Instant at, String control, Map<String, ?> details, Lines lines) {
        lines.begin(at, null);
        begin(at, lines).ascii("control\":\"").ascii(control).ascii("\",\"details\":");
        lines.values().object(details);
        lines.endLine();
    }

    int knownProperties() {
        return properties.known();
    }

    /** A plain value as JSON, in UTF-8. */
    public static byte[] json(Map<String, ?> value) {
        LineBuffer out = new LineBuffer(JSON_BYTES);
        new ValueWriter(out, false).object(value);
        return Arrays.copyOf(out.array(), out.length());
    }

    private void record(Entry record, Lines lines) {
        LineBuffer out = lines.buffer();
        ValueWriter values = lines.values();
        actor(record.actor(), out, values);
        actions.write(record.action().name(), out);
        if (record instanceof ChangeRecord change) {
            change(change, out, values);
        } else if (record instanceof StatementRecord statement) {
            statement(statement, out, values);
        }
    }

    private void change(ChangeRecord record, LineBuffer out, ValueWriter values) {
        entities.write(record.entity().entity(), out);
        out.append(ENTITY_ID);
        values.value(record.entity().id());
        if (record.label() != null) {
            out.ascii(",\"label\":");
            values.string(record.label());
        }
        if (record.action() != Operation.READ) {
            out.append(CHANGES);
            changes(record.changes(), out, values);
            out.ascii('}');
        }
    }

    private void statement(StatementRecord record, LineBuffer out, ValueWriter values) {
        if (record.entity() != null) {
            entities.write(record.entity(), out);
        }
        out.ascii(",\"statement\":");
        values.value(StatementParts.of(record));
    }

    private static void actor(Actor actor, LineBuffer out, ValueWriter values) {
        values.string(actor.name());
        if (actor.kind() != Actor.Kind.USER) {
            out.ascii(",\"actorKind\":\"").ascii(name(actor.kind())).ascii('"');
        }
        if (actor.via() != null) {
            out.ascii(",\"via\":");
            values.string(actor.via());
        }
    }

    private void changes(List<Change> changes, LineBuffer out, ValueWriter values) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (i > 0) {
                out.ascii(',');
            }
            properties.write(change.property(), out);
            Elements elements = change.elements();
            if (elements == null) {
                sides(change.oldValue(), change.newValue(), out, values);
            } else {
                elements(elements, out, values);
            }
            out.ascii('}');
        }
    }

    private static void sides(@Nullable Object before, @Nullable Object after, LineBuffer out, ValueWriter values) {
        out.append(OLD);
        values.value(before);
        out.append(NEW);
        values.value(after);
    }

    /** A list that is told whole, before and after, needs nothing else; a digest does. */
    private void elements(Elements elements, LineBuffer out, ValueWriter values) {
        if (elements.before() != null) {
            sides(elements.before(), elements.after(), out, values);
            if (elements.before() instanceof List && elements.after() instanceof List) {
                return;
            }
            out.ascii(',');
        }
        out.append(ADDED);
        values.value(elements.added());
        out.append(REMOVED);
        values.value(elements.removed());
        if (!elements.changed().isEmpty()) {
            out.ascii(",\"changed\":{");
            values(elements.changed(), out, values);
            out.ascii('}');
        }
    }

    /** Of a map; there is no end to the keys of an application, and no use in keeping them. */
    private static void values(List<Change> keys, LineBuffer out, ValueWriter values) {
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            values.string(keys.get(i).property());
            out.ascii(":{");
            sides(keys.get(i).oldValue(), keys.get(i).newValue(), out, values);
            out.ascii('}');
        }
    }

    private static void context(
            Map<String, Object> context, @Nullable String reason, LineBuffer out, ValueWriter values) {
        if (!context.isEmpty() || reason != null) {
            out.ascii(",\"context\":");
            values.context(context, reason);
        }
    }

    private LineBuffer begin(Instant at, Lines lines) {
        LineBuffer out = lines.buffer().append(BEGIN);
        lines.time().write(at, out);
        return out.append(stream);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    static String name(Actor.Kind kind) {
        return switch (kind) {
            case USER -> "user";
            case ANONYMOUS -> "anonymous";
            case SYSTEM -> "system";
            case JOB -> "job";
            case UNKNOWN -> "unknown";
            case EXTERNAL -> "external";
        };
    }
}
