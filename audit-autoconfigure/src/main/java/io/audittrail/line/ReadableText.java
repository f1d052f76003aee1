package io.audittrail.line;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;

/**
 * A record as one line for human readers: {@code actor=bob action=UPDATE entity=Project id=1234 title='Old'→'New'}. A
 * name that could be taken for more than a name stands between '.
 */
public final class ReadableText {

    private static final String ARROW = "→";

    private final LineBuffer out = new LineBuffer(256);
    private final ValueWriter values = new ValueWriter(out, true);

    private ReadableText() {}

    public static String of(ChangeRecord record) {
        ReadableText text = new ReadableText();
        text.write(record);
        return text.out.toString();
    }

    private void write(ChangeRecord record) {
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
        out.ascii(" action=").ascii(record.action().name()).ascii(" entity=");
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
        if (record.reason() != null) {
            out.ascii(" reason=");
            values.value(record.reason());
        }
        for (Change change : record.changes()) {
            out.ascii(' ');
            name(change.property());
            out.ascii('=');
            values.value(change.oldValue());
            out.escaped(ARROW, true);
            values.value(change.newValue());
        }
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
