package io.audittrail.postgres;

import io.audittrail.postgres.SchemaDifference.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is there, held against what should be. What belongs to another unit stays, and the functions that its triggers run, or
 * that stand beside them.
 */
final class SchemaComparison {

    private final String unit;
    private final WantedSchema wanted;
    private final List<FoundFunction> functions;
    private final List<FoundTrigger> triggers;
    private final Map<String, Relation> companions;

    private SchemaComparison(
            String unit,
            WantedSchema wanted,
            List<FoundFunction> functions,
            List<FoundTrigger> triggers,
            Map<String, Relation> companions) {
        this.unit = unit;
        this.wanted = wanted;
        this.functions = functions;
        this.triggers = triggers;
        this.companions = companions;
    }

    static SchemaDifference of(String unit, WantedSchema wanted, Catalog catalog) throws SQLException {
        CaptureFunctions ours = wanted.functions();
        List<FoundFunction> functions = catalog.functions(
                ours.schema(), ours.all().stream().map(CaptureFunction::name).toList());
        List<FoundTrigger> triggers = catalog.triggers(
                wanted.tables().stream().map(table -> table.relation().oid()).toList());
        return SchemaDifference.of(
                new SchemaComparison(unit, wanted, functions, triggers, companions(wanted, catalog)).steps());
    }

    private static Map<String, Relation> companions(WantedSchema wanted, Catalog catalog) throws SQLException {
        List<String> names = wanted.companions().stream().map(Companion::quoted).toList();
        List<Long> oids = catalog.oids(names);
        Map<Long, Relation> relations = catalog.relations(
                oids.stream().filter(oid -> oid != Catalog.NONE).toList());
        Map<String, Relation> found = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Relation relation = relations.get(oids.get(i));
            if (relation != null) {
                found.put(names.get(i), relation);
            }
        }
        return found;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<FoundTrigger> leftOver = triggers.stream().filter(this::isLeftOver).toList();
        leftOver.forEach(trigger -> steps.add(new Step(
                "Trigger " + SqlNames.quoted(trigger.name()) + " of table " + trigger.table()
                        + " is ours, and not wanted any more.",
                List.of(trigger.dropped()),
                trigger.restored())));
        if (wanted.activity() != null) {
            steps.add(lineMayBeMissing(wanted.activity()));
        }
        if (!wanted.triggers().isEmpty()) {
            wanted.functions().all().forEach(function -> compare(function).ifPresent(steps::add));
        }
        wanted.companions().forEach(companion -> steps.addAll(companion.steps(companions.get(companion.quoted()))));
        wanted.triggers().forEach(trigger -> compare(trigger).ifPresent(steps::add));
        functionsLeftOver(leftOver)
                .forEach(function -> steps.add(new Step(
                        "Function " + function.signature() + " is ours, and not wanted any more.",
                        List.of("drop function if exists " + function.signature()),
                        function.restored())));
        return steps;
    }

    /** A row of a trigger has no line: what a record of the log would say is in its columns. */
    private static Step lineMayBeMissing(String activity) {
        return new Step(
                "Column line of table " + activity + " must not be null, and rows of triggers have none.",
                "alter table " + activity + " alter column line drop not null",
                "-- Unless triggers have written rows.\ndo $audit$\nbegin\n    if not exists (select from " + activity
                        + " where line is null) then\n        alter table " + activity
                        + " alter column line set not null;\n    end if;\nend\n$audit$");
    }

    /** Of the unit, and with a function or on a table that says that it is not of another application's. */
    private boolean isLeftOver(FoundTrigger trigger) {
        return trigger.isOfUnit(unit)
                && wanted.triggers().stream().noneMatch(one -> one.is(trigger))
                && (trigger.functionSchema().equals(wanted.functions().schema())
                        || wanted.tables().stream()
                                .anyMatch(table -> table.relation().oid() == trigger.relation()));
    }

    private Optional<Step> compare(CaptureFunction function) {
        FoundFunction found =
                functions.stream().filter(one -> one.is(function)).findFirst().orElse(null);
        String called = "unction " + function.signature();
        List<String> apply = new ArrayList<>(List.of(function.definition()));
        apply.addAll(wanted.functions().afterwards(function));
        if (found == null) {
            return Optional.of(new Step(
                    "There is no f" + called + '.', apply, List.of("drop function if exists " + function.signature())));
        }
        List<String> differences = found.differences(function);
        if (differences.isEmpty()) {
            return found.comment().equals(wanted.functions().comment()) && !found.isOpen()
                    ? Optional.empty()
                    : Optional.of(new Step(
                            "F" + called + " lacks our comment, or may be run by everybody.",
                            wanted.functions().afterwards(function),
                            found.said()));
        }
        List<String> undo = found.restored();
        if (!found.isReplaceable(function)) {
            String drop = "drop function " + function.signature();
            apply.add(0, drop);
            undo = new ArrayList<>(undo);
            undo.add(0, drop);
        }
        return Optional.of(new Step(
                "F" + called + " is not as it was made: " + String.join(", ", differences) + '.', apply, undo));
    }

    private Optional<Step> compare(WantedTrigger trigger) {
        FoundTrigger found = triggers.stream().filter(trigger::is).findFirst().orElse(null);
        if (found == null) {
            return Optional.of(new Step(
                    "There is no " + trigger.called() + '.',
                    trigger.definition(),
                    "drop trigger if exists " + SqlNames.quoted(trigger.name()) + " on " + trigger.table()));
        }
        if (found.isOurs() && !found.argument().isEmpty() && !found.isOfUnit(unit)) {
            throw new TriggerSchemaException(
                    "Table " + found.table() + " has a trigger " + SqlNames.quoted(found.name())
                            + " of another persistence unit than '" + unit + "'",
                    "audit it in one of them, give the triggers of one another name,"
                            + " or uninstall those of a unit that is no more");
        }
        List<String> differences = trigger.differences(found);
        String enable = "alter table " + trigger.table() + " enable trigger " + SqlNames.quoted(trigger.name());
        if (!differences.isEmpty()) {
            List<String> apply = new ArrayList<>(List.of(trigger.definition(), enable));
            if (found.isConstraint()) {
                apply.add(0, found.dropped());
            }
            return Optional.of(new Step(
                    capital(trigger.called()) + ' ' + String.join(", ", differences) + '.', apply, found.restored()));
        }
        return found.isEnabled()
                ? Optional.empty()
                : Optional.of(new Step(capital(trigger.called()) + " is disabled.", enable, found.state()));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Those of whose kind no trigger runs any after this. */
    private List<FoundFunction> functionsLeftOver(List<FoundTrigger> gone) {
        Set<Long> run = new HashSet<>();
        Set<String> schemas = new HashSet<>(Set.of(wanted.functions().schema()));
        for (FoundTrigger trigger : triggers) {
            if (gone.contains(trigger)) {
                schemas.add(trigger.functionSchema());
            } else if (wanted.triggers().stream().noneMatch(one -> one.is(trigger))) {
                run.add(trigger.functionOid());
            } else if (trigger.isOurs()) {
                schemas.add(trigger.functionSchema()); // from which it turns away
            }
        }
        Set<String> kept = new HashSet<>();
        functions.stream()
                .filter(function -> run.contains(function.oid()))
                .forEach(function -> kept.add(kind(function)));
        return functions.stream()
                .filter(function -> function.comment().startsWith(CaptureFunctions.OURS))
                .filter(function -> schemas.contains(function.schema()))
                .filter(function -> !kept.contains(kind(function)))
                .filter(function -> wanted.triggers().isEmpty()
                        || wanted.functions().all().stream().noneMatch(function::is))
                .toList();
    }

    /** Functions that are made together have the same comment. */
    private static String kind(FoundFunction function) {
        return function.schema() + ' ' + function.comment();
    }
}
