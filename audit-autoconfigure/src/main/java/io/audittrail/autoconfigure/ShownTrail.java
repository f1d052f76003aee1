package io.audittrail.autoconfigure;

import io.audittrail.AuditGap;
import io.audittrail.AuditPage;
import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Change;
import io.audittrail.EntityState;
import io.audittrail.EntityState.Unseen;
import io.audittrail.line.Json;
import io.audittrail.trail.ReadTrail;
import io.audittrail.transaction.PlainValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application's own trail as the endpoint shows it: it may have asked ours, whose values have the types of the mapping. They
 * are made what a line would have.
 */
final class ShownTrail implements AuditTrail {

    private static final PlainValues PLAIN = new PlainValues(Integer.MAX_VALUE);

    private final AuditTrail trail;

    private ShownTrail(AuditTrail trail) {
        this.trail = trail;
    }

    /** Our own trails have values as lines have them. */
    static AuditTrail of(AuditTrail trail) {
        return trail instanceof ReadTrail own ? own.asWritten() : new ShownTrail(trail);
    }

    @Override
    public AuditPage find(AuditQuery query) {
        return trail.find(query);
    }

    @Override
    public Stream<AuditRecord> stream(AuditQuery query) {
        return trail.stream(query);
    }

    @Override
    public EntityState stateAt(String type, Object id, Instant at) {
        EntityState state = trail.stateAt(type, id, at);
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        state.properties().forEach((name, value) -> properties.put(name, written(value)));
        return new EntityState(
                state.entity(),
                state.id(),
                state.at(),
                state.existence(),
                properties,
                state.changedUnseen().stream()
                        .map(unseen -> new Unseen(written(unseen.change()), unseen.after(), unseen.before()))
                        .toList(),
                state.moreUnseen(),
                state.notes());
    }

    @Override
    public List<Change> diff(String type, Object id, Instant from, Instant to) {
        return trail.diff(type, id, from, to).stream().map(ShownTrail::written).toList();
    }

    @Override
    public List<AuditGap> gaps() {
        return trail.gaps();
    }

    private static Change written(Change change) {
        return new Change(change.property(), written(change.oldValue()), written(change.newValue()), change.elements());
    }

    private static @Nullable Object written(@Nullable Object value) {
        try {
            return Json.readBack(PLAIN.plain(value));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return value; // It has more elements than a line would have.
        }
    }
}
