package io.audittrail.postgres;

import io.audittrail.postgres.SchemaDifference.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that are there, held against those that should be. */
final class FunctionComparison {

    private final CaptureFunctions wanted;
    private final List<FoundFunction> functions;
    private final @Nullable String owner;

    private FunctionComparison(CaptureFunctions wanted, List<FoundFunction> functions, @Nullable String owner) {
        this.wanted = wanted;
        this.functions = functions;
        this.owner = owner;
    }

    static FunctionComparison of(CaptureFunctions wanted, Catalog catalog) throws SQLException {
        return new FunctionComparison(
                wanted,
                catalog.functions(
                        wanted.schema(),
                        wanted.all().stream().map(CaptureFunction::name).toList(),
                        wanted.activity()),
                catalog.owner(wanted.activity()));
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
            List<String> apply = new ArrayList<>(List.of(function.definition()));
            apply.addAll(wanted.afterwards(function));
            return List.of(new Step(
                    "There is no f" + called + '.',
                    null,
                    apply,
                    List.of("drop function if exists " + function.signature())));
        }
        List<Step> steps = new ArrayList<>();
        List<String> differences = found.differences(function);
        if (!differences.isEmpty()) {
            steps.add(replaced(found, function, differences));
        } else if (!found.comment().equals(wanted.comment()) || found.isOpen()) {
            steps.add(new Step(
                    "F" + called + " lacks our comment, or may be run by everybody.",
                    null,
                    wanted.afterwards(function),
                    found.said()));
        }
        if (owner != null && function.form().isDefiner() && !found.mayWrite()) {
            String alter = "alter function " + function.signature() + " owner to ";
            steps.add(new Step(
                    "F" + called + " has the rights of " + found.owner() + ", who may not write the audit tables.",
                    null,
                    alter + owner,
                    alter + found.owner()));
        }
        return steps;
    }

    private Step replaced(FoundFunction found, CaptureFunction function, List<String> differences) {
        String called = "Function " + function.signature();
        if (!found.isOurs()) {
            throw new TriggerSchemaException(
                    called + " is there, and is none of ours: its comment does not begin with '" + CaptureFunctions.OURS
                            + '\'',
                    "rename it, or give our functions other names (audit.postgres.triggers.names.function)");
        }
        List<String> apply = new ArrayList<>(List.of(function.definition()));
        apply.addAll(wanted.afterwards(function));
        List<String> undo = new ArrayList<>(found.restored());
        if (!found.isReplaceable(function)) {
            String drop = "drop function " + function.signature();
            apply.add(0, drop);
            undo.add(0, drop);
        }
        return new Step(called + " is not as it was made: " + String.join(", ", differences) + '.', null, apply, undo);
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
                        function.restored()))
                .toList();
    }

    /** Functions that are made together have the same comment. */
    private static String kind(FoundFunction function) {
        return function.form().schema() + ' ' + function.comment();
    }
}
