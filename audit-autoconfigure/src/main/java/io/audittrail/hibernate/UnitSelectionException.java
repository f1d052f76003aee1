package io.audittrail.hibernate;

import java.util.List;

/** The settings do not say which persistence unit to audit, or name one that is not there. */
public final class UnitSelectionException extends RuntimeException {

    private final transient List<String> unknown;
    private final transient List<Candidate> candidates;
    private final transient List<String> unreachable;

    /**
     * A unit that could be named.
     *
     * @param unit its name; empty as long as its factory is not built
     */
    public record Candidate(String bean, String unit) {}

    UnitSelectionException(List<String> unknown, List<Candidate> candidates) {
        this(unknown, candidates, List.of());
    }

    UnitSelectionException(List<String> unknown, List<Candidate> candidates, List<String> unreachable) {
        super(
                unknown.isEmpty()
                        ? "There are several persistence units and audit.persistence-units names none: " + candidates
                        : "audit.persistence-units names " + unknown + ", but there are only " + candidates
                                + unreachable);
        this.unknown = List.copyOf(unknown);
        this.candidates = List.copyOf(candidates);
        this.unreachable = List.copyOf(unreachable);
    }

    /** The names that match nothing; empty when there are several units and no name. */
    public List<String> unknown() {
        return unknown;
    }

    /** Empty when no unit can be audited. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** The EntityManagerFactory beans that come without the factory bean which could be wired. */
    public List<String> unreachable() {
        return unreachable;
    }
}
