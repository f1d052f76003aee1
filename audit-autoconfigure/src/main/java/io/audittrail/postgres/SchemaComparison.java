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

    private final TriggerOwner owner;
    private final WantedSchema wanted;
    private final FunctionComparison functions;
    private final List<FoundTrigger> triggers;
    private final Map<String, Relation> companions;

    private SchemaComparison(
            TriggerOwner owner,
            WantedSchema wanted,
            FunctionComparison functions,
            List<FoundTrigger> triggers,
            Map<String, Relation> companions) {
        this.owner = owner;
        this.wanted = wanted;
        this.functions = functions;
        this.triggers = triggers;
        this.companions = companions;
    }

    static SchemaDifference of(TriggerOwner owner, WantedSchema wanted, Catalog catalog) throws SQLException {
        FunctionComparison functions = FunctionComparison.of(wanted, catalog);
        List<FoundTrigger> triggers = catalog.triggers(
                wanted.tables().stream().map(table -> table.relation().oid()).toList());
        return new SchemaDifference(
                owner.unit(),
                new SchemaComparison(owner, wanted, functions, triggers, companions(wanted, catalog)).steps());
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
        List<FoundTrigger> leftOver = triggers.stream().filter(this::isLeftOver).toList();
        List<Step> steps = new ArrayList<>();
        if (wanted.activity() != null) {
            steps.add(lineMayBeMissing(wanted.activity()));
        }
        if (!wanted.triggers().isEmpty()) {
            steps.addAll(functions.steps());
        }
        Map<String, List<Step>> byTable = new LinkedHashMap<>();
        List<Step> ofTables = new ArrayList<>();
        leftOver.forEach(trigger -> ofTables.add(notWanted(trigger)));
        wanted.companions().forEach(companion -> ofTables.addAll(companion.steps(companions.get(companion.quoted()))));
        wanted.triggers().forEach(trigger -> compare(trigger).ifPresent(ofTables::add));
        ofTables.forEach(step -> byTable.computeIfAbsent(String.valueOf(step.table()), table -> new ArrayList<>())
                .add(step));
        byTable.values().forEach(steps::addAll);
        steps.addAll(functionsLeftOver(leftOver));
        return steps;
    }

    /** What was a partition says so: it was detached, and has a name of its own now. */
    private Step notWanted(FoundTrigger trigger) {
        boolean isOfAnotherTable =
                wanted.tables().stream().noneMatch(table -> table.relation().oid() == trigger.relation());
        return new Step(
                        "Trigger " + SqlNames.quoted(trigger.name()) + " of table " + trigger.table()
                                + " is ours, and not wanted any more.",
                        trigger.table(),
                        List.of(trigger.dropped()),
                        trigger.restored())
                .ofPartition(!wanted.tables().isEmpty() && isOfAnotherTable && trigger.isOfPartition());
    }

    /** A row of a trigger has no line: what a record of the log would say is in its columns. */
    private static Step lineMayBeMissing(String activity) {
        return new Step(
                "Column line of table " + activity + " must not be null, and rows of triggers have none.",
                activity,
                "alter table " + activity + " alter column line drop not null",
                "-- Unless triggers have written rows.\ndo $audit$\nbegin\n    if not exists (select from " + activity
                        + " where line is null) then\n        alter table " + activity
                        + " alter column line set not null;\n    end if;\nend\n$audit$");
    }

    /** Ours, and with a function or on a table of what is compared: units may be in several schemas. */
    private boolean isLeftOver(FoundTrigger trigger) {
        return trigger.isOurs()
                && owner.has(trigger)
                && wanted.triggers().stream().noneMatch(one -> one.is(trigger))
                && (trigger.functionSchema().equals(wanted.functions().schema())
                        || wanted.tables().stream()
                                .anyMatch(table -> table.relation().oid() == trigger.relation()));
    }

    private Optional<Step> compare(WantedTrigger trigger) {
        FoundTrigger found = triggers.stream().filter(trigger::is).findFirst().orElse(null);
        if (found == null) {
            return Optional.of(new Step(
                            "There is no " + trigger.called() + '.',
                            trigger.table(),
                            trigger.definition(),
                            "drop trigger if exists " + SqlNames.quoted(trigger.name()) + " on " + trigger.table())
                    .ofPartition(isNewPartition(trigger.relation())));
        }
        List<String> differences = trigger.differences(found);
        if (!differences.isEmpty()) {
            refuseUnlessOurs(found);
            List<String> apply = new ArrayList<>(List.of(trigger.definition(), trigger.enabled()));
            if (found.isConstraint()) {
                apply.add(0, found.dropped());
            }
            return Optional.of(new Step(
                    capital(trigger.called()) + ' ' + String.join(", ", differences) + '.',
                    trigger.table(),
                    apply,
                    found.restored()));
        }
        return found.isEnabled()
                ? Optional.empty()
                : Optional.of(new Step(
                        capital(trigger.called()) + " is disabled.",
                        trigger.table(),
                        trigger.enabled(),
                        found.state()));
    }

    private void refuseUnlessOurs(FoundTrigger found) {
        String called = "Table " + found.table() + " has a trigger " + SqlNames.quoted(found.name());
        if (found.isOurs() && !found.argument().isEmpty() && !owner.has(found)) {
            throw new TriggerSchemaException(
                    called + " of " + TriggerOwner.of(found) + ", and it does not do what " + owner + " wants",
                    "let both audit the table alike, or one of them only; give the triggers of one another name"
                            + " (audit.postgres.triggers.names.trigger); or, where it is one under its former name, set"
                            + " audit.postgres.triggers.application to that, or uninstall what that has left");
        }
        if (!found.isOurs() && !owner.has(found)) {
            throw new TriggerSchemaException(
                    called + " that is none of ours: it runs the function "
                            + SqlNames.quoted(found.functionSchema(), found.function())
                            + ", whose comment does not begin with '" + CaptureFunctions.OURS + '\'',
                    "rename it, or give our triggers other names (audit.postgres.triggers.names.trigger);"
                            + " drop it where it was ours and somebody has changed it");
        }
    }

    /** On which nothing of ours is: it was made, or attached, since. */
    private boolean isNewPartition(long relation) {
        return wanted.tables().stream().anyMatch(table -> table.relation().oid() == relation && table.isPartition())
                && triggers.stream().noneMatch(one -> one.relation() == relation && one.isOurs());
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Those of whose kind no trigger runs any after this. */
    private List<Step> functionsLeftOver(List<FoundTrigger> gone) {
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
        return functions.leftOver(schemas, run, !wanted.triggers().isEmpty());
    }
}
