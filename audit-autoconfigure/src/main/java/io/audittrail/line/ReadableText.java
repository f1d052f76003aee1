package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.Entry;
import io.audittrail.StatementRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line for human readers: {@code actor=bob action=UPDATE entity=Project id=1234 title='Old'→'New'}. A
 * name that could be taken for more than a name stands between '.
 */
public final class ReadableText {

    private static final String ARROW = "→";

    private final LineBuffer out = new LineBuffer(256);
    private final ValueWriter values = new ValueWriter(out, true);

    private ReadableText() {}

    public static String of(Entry record) {
        ReadableText text = new ReadableText();
        text.write(record);
        return text.out.toString();
    }

    private void write(Entry record) {
        Actor actor = record.actor();
        out.ascii("actor=");
        name(actor.name());
        if (actor.kind() != Actor.Kind.USER) {
            out.ascii(" actorKind=").ascii(LineEncoder.name(actor.kind()));
        }
        if (actor.via() != null) {
            out.ascii(" via=");
            name(actor.via());
        }
        out.ascii(" action=").ascii(record.action().name());
        if (record instanceof ChangeRecord change) {
            entity(change);
        } else if (record instanceof StatementRecord statement && statement.entity() != null) {
            out.ascii(" entity=");
            name(statement.entity());
        }
        if (record.reason() != null) {
            out.ascii(" reason=");
            values.value(record.reason());
        }
        if (record instanceof ChangeRecord change) {
            change.changes().forEach(this::change);
        } else if (record instanceof StatementRecord statement) {
            statement(statement);
        }
    }

    private void entity(ChangeRecord record) {
        out.ascii(" entity=");
        name(record.entity().entity());
        out.ascii(" id=");
        Object id = record.entity().id();
        if (id instanceof String key) {
            name(key);
        } else {
            values.value(id);
        }
        if (record.label() != null) {
            out.ascii(" label=");
            name(record.label());
        }
    }

    private void change(Change change) {
        out.ascii(' ');
        name(change.property());
        out.ascii('=');
        Elements elements = change.elements();
        if (elements == null) {
            sides(change.oldValue(), change.newValue());
        } else if (elements.before() instanceof List && elements.after() instanceof List) {
            sides(elements.before(), elements.after());
        } else {
            out.ascii('+');
            values.value(elements.added());
            out.ascii('-');
            values.value(elements.removed());
            elements.changed().forEach(this::change);
        }
    }

    private void sides(@Nullable Object before, @Nullable Object after) {
        values.value(before);
        out.escaped(ARROW, true);
        values.value(after);
    }

    private void statement(StatementRecord record) {
        StatementParts.of(record).forEach((part, value) -> {
            out.ascii(' ').ascii(part).ascii('=');
            values.value(value);
        });
    }

    private void name(String name) {
        if (!name.isEmpty() && name.chars().allMatch(ReadableText::isPlain)) {
            out.escaped(name, true);
        } else {
            out.ascii('\'').escaped(name, true).ascii('\'');
        }
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || "._-@:/+#$".indexOf(c) >= 0;
    }
}
