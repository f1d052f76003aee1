package io.audittrail.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may own our functions. He can change at any time what they do with the rights of whoever owns those that run them, so
 * nobody may who does not have what they write anyway. Superusers always may.
 *
 * @param current who compares, quoted where he has to be, as all are
 * @param wanted to whom those are given that another owns
 * @param others who may own them, too
 */
record FunctionOwners(String current, String wanted, Set<String> others) {

    FunctionOwners {
        others = Set.copyOf(others);
    }

    /**
     * The owner of the audit tables. Of companions also who makes them, and who has made all of them.
     *
     * @param activity the audit table
     * @param companions what is written instead, if anything
     */
    static FunctionOwners of(String activity, List<String> companions, Catalog catalog) throws SQLException {
        String current = catalog.currentUser();
        String owner = catalog.owner(activity);
        if (companions.isEmpty()) {
            return new FunctionOwners(current, owner == null ? current : owner, Set.of());
        }
        Set<String> others = new HashSet<>(catalog.ordinaryOwners(companions));
        if (others.size() > 1) {
            others.clear();
        }
        if (owner != null) {
            others.add(owner);
        }
        return new FunctionOwners(current, current, others);
    }

    boolean include(FoundFunction function) {
        return function.isOfSuperuser() || function.owner().equals(wanted) || others.contains(function.owner());
    }

    /** The statement that gives a function to whom it should be of. */
    String given(String signature) {
        return owned(signature, wanted);
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
