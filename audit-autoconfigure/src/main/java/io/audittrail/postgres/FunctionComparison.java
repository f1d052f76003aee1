package io.audittrail.postgres;

import io.audittrail.postgres.SchemaDifference.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The functions that are there, held against those that should be. */
final class FunctionComparison {

    private final CaptureFunctions wanted;
    private final List<FoundFunction> functions;
    private final FunctionOwners owners;

    private FunctionComparison(CaptureFunctions wanted, List<FoundFunction> functions, FunctionOwners owners) {
        this.wanted = wanted;
        this.functions = functions;
        this.owners = owners;
    }

    static FunctionComparison of(WantedSchema wanted, Catalog catalog) throws SQLException {
        CaptureFunctions functions = wanted.functions();
        List<FoundFunction> found = catalog.functions(
                functions.schema(),
                functions.all().stream().map(CaptureFunction::name).toList());
        return new FunctionComparison(
                functions,
                found,
                FunctionOwners.of(
                        functions.activity(),
                        wanted.companions().stream().map(Companion::quoted).toList(),
                        found.stream()
                                .filter(one -> functions.all().stream().anyMatch(one::is))
                                .toList(),
                        catalog));
    }

    /** What is to be done so that all are there. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        wanted.all().forEach(function -> steps.addAll(compare(function)));
        return steps;
    }

    private List<Step> compare(CaptureFunction function) {
        FoundFunction found =
                functions.stream().filter(one -> one.is(function)).findFirst().orElse(null);
        String called = "unction " + function.signature();
        if (found == null) {
            return List.of(new Step(
                    "There is no f" + called + '.',
                    null,
                    made(function),
                    List.of("drop function if exists " + function.signature())));
        }
        List<String> differences = found.differences(function);
        if (!differences.isEmpty() || !owners.include(found)) {
            return List.of(replaced(found, function, differences));
        }
        return found.comment().equals(wanted.comment()) && !found.isOpen()
                ? List.of()
                : List.of(new Step(
                        "F" + called + " lacks our comment, or may be run by everybody.",
                        null,
                        wanted.afterwards(function),
                        found.said()));
    }

    /** Whoever has made one of that name in the meantime is not to keep it. */
    private List<String> made(CaptureFunction function) {
        List<String> statements = new ArrayList<>(List.of(function.definition(), owners.given(function.signature())));
        statements.addAll(wanted.afterwards(function));
        return statements;
    }

    private Step replaced(FoundFunction found, CaptureFunction function, List<String> differences) {
        String called = "Function " + function.signature();
        if (!found.isOurs() && !differences.isEmpty()) {
            throw new TriggerSchemaException(
                    called + " is there, and is none of ours: its comment does not begin with '" + CaptureFunctions.OURS
                            + '\'',
                    "rename it, or give our functions other names (audit.postgres.triggers.names.function)");
        }
        List<String> said = new ArrayList<>(differences);
        List<String> apply = new ArrayList<>();
        List<String> undo = new ArrayList<>(owners.restored(found));
        if (!owners.include(found)) {
            said.add(owners.wrong(found));
            apply.add(owners.given(function.signature())); // from now on, nobody else makes it anew
        }
        if (found.isReplaceable(function)) {
            apply.add(function.definition());
            apply.addAll(wanted.afterwards(function));
        } else {
            String drop = "drop function " + function.signature();
            apply.add(drop);
            apply.addAll(made(function));
            undo.add(0, drop);
        }
        return new Step(called + " is not as it was made: " + String.join(", ", said) + '.', null, apply, undo);
    }

    /**
     * What is to be done so that none of ours is there whose kind no trigger runs.
     *
     * @param schemas in which they may be
     * @param run those that triggers run which stay
     * @param isWanted whether those that should be there are left alone
     */
    List<Step> leftOver(Set<String> schemas, Set<Long> run, boolean isWanted) {
        Set<String> kept = new HashSet<>();
        functions.stream()
                .filter(function -> run.contains(function.oid()))
                .forEach(function -> kept.add(kind(function)));
        return functions.stream()
                .filter(FoundFunction::isOurs)
                .filter(function -> schemas.contains(function.form().schema()))
                .filter(function -> !kept.contains(kind(function)))
                .filter(function -> !isWanted || wanted.all().stream().noneMatch(function::is))
                .map(function -> new Step(
                        "Function " + function.signature() + " is ours, and not wanted any more.",
                        null,
                        List.of("drop function if exists " + function.signature()),
                        owners.restored(function)))
                .toList();
    }

    /** Functions that are made together have the same comment. */
    private static String kind(FoundFunction function) {
        return function.form().schema() + ' ' + function.comment();
    }
}
