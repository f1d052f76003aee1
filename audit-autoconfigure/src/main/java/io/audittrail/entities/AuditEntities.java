package io.audittrail.entities;

import io.audittrail.hibernate.UnknownNamesException;
import io.audittrail.tables.TableNames;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the audited units are told about our entities, by a setting of theirs. Thread-safe: units may be built at the same time.
 */
public final class AuditEntities {

    /** The setting of a unit under which this stands. */
    public static final String SETTING = "io.audittrail.entities";

    private final TableNames names;
    private final @Nullable Actors actors;
    private final Set<String> known = new TreeSet<>();
    private int awaited;
    private boolean found;

    /**
     * Where the application keeps those who act.
     *
     * @param entity a JPA or class name
     * @param attribute what of it an actor is called by
     */
    public record Actors(String entity, String attribute) {}

    /**
     * @param actors null when nobody wants to join them
     * @param units how many will be audited: one of them has to have the actors
     */
    public AuditEntities(TableNames names, @Nullable Actors actors, int units) {
        this.names = names;
        this.actors = actors;
        this.awaited = units;
    }

    TableNames names() {
        return names;
    }

    @Nullable
    Actors actors() {
        return actors;
    }

    /**
     * Fails when no audited unit has the entity of the actors.
     *
     * @param entities those of this unit that it could be
     */
    synchronized void lookedFor(Actors wanted, boolean isHere, Collection<String> entities) {
        found |= isHere;
        known.addAll(entities);
        if (--awaited <= 0 && !found) {
            throw new UnknownNamesException("audit.tables.actor-entity", wanted.entity(), known);
        }
    }
}
