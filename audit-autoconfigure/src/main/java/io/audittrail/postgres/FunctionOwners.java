package io.audittrail.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose our functions are. He can change at any time what they do with the rights of whoever owns those that call them, so
 * nobody may be it who does not have what they write anyway. Superusers may. Those that call others may call only what is of
 * the same owner: of somebody else it would run with the rights of theirs, or not at all.
 *
 * @param current who compares, quoted where he has to be, as all are
 * @param owner of all of them
 * @param orSuperusers whether each may also be a superuser's
 */
record FunctionOwners(String current, String owner, boolean orSuperusers) {

    /**
     * The owner of the audit tables. Of companions who makes them, or who has made all of them. A superuser where he has those
     * that call others.
     *
     * @param activity the audit table
     * @param companions what is written instead, if anything
     * @param found those of ours that are there
     */
    static FunctionOwners of(String activity, List<String> companions, List<FoundFunction> found, Catalog catalog)
            throws SQLException {
        String current = catalog.currentUser();
        String tables = catalog.owner(activity);
        String wanted = tables == null || !companions.isEmpty() ? current : tables;
        Set<String> trusted = new HashSet<>();
        trusted.add(wanted);
        if (!companions.isEmpty()) {
            Set<String> makers = catalog.ordinaryOwners(companions);
            if (makers.size() == 1) {
                trusted.addAll(makers);
            }
            if (tables != null) {
                trusted.add(tables);
            }
        }
        List<FoundFunction> callers =
                found.stream().filter(one -> one.form().isDefiner()).toList();
        boolean areSuperusers = !callers.isEmpty() && callers.stream().allMatch(FoundFunction::isOfSuperuser);
        Set<String> owners = callers.stream().map(FoundFunction::owner).collect(Collectors.toSet());
        boolean areOfOne = owners.size() == 1 && trusted.containsAll(owners);
        return new FunctionOwners(
                current, areSuperusers || areOfOne ? callers.get(0).owner() : wanted, areSuperusers);
    }

    boolean include(FoundFunction function) {
        return function.owner().equals(owner) || (orSuperusers && function.isOfSuperuser());
    }

    /** What is wrong with the owner of one that is not included, as it would be said. */
    String wrong(FoundFunction function) {
        return "owner, who is " + function.owner()
                + (function.isOfSuperuser() ? ", whose functions the others may not run" : " and can change it")
                + " (to give it to " + owner + " takes a superuser, or a member of both roles)";
    }

    /** The statement that gives a function to whom it should be of. */
    String given(String signature) {
        return owned(signature, owner);
    }

    /** The statements that make a function as it was, and of whom it was. */
    List<String> restored(FoundFunction function) {
        List<String> statements = new ArrayList<>(function.restored());
        statements.add(owned(function.signature(), function.owner()));
        return statements;
    }

    /** Whoever runs what he has made himself need not have the name of whoever has compared. */
    private String owned(String signature, String owner) {
        return "alter function " + signature + " owner to " + (owner.equals(current) ? "current_user" : owner);
    }
}
