package io.audittrail.autoconfigure;

import io.audittrail.actuate.Coverage;
import io.audittrail.hibernate.Uncaptured;
import io.audittrail.hibernate.UnitCoverage;
import io.audittrail.transaction.Failures;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the audited units have told of themselves, as the endpoint says it. */
final class UnitsCovered {

    private final AuditedTypes types;
    private final Failures failures;
    private final BooleanSupplier watchesJdbc;

    /** @param watchesJdbc whether plain JDBC of all units is recorded */
    UnitsCovered(AuditedTypes types, Failures failures, BooleanSupplier watchesJdbc) {
        this.watchesJdbc = watchesJdbc;
        this.types = types;
        this.failures = failures;
    }

    Coverage coverage() {
        return new Coverage(
                types.units().stream().map(UnitsCovered::unit).toList(),
                Stream.concat(
                                failures.lasting("hook-unlinked").stream()
                                        .map(problem -> new Coverage.Path("A hook of Hibernate's", problem)),
                                uncaptured().map(way -> new Coverage.Path(way.path(), way.why())))
                        .toList());
    }

    private Stream<Uncaptured> uncaptured() {
        return watchesJdbc.getAsBoolean()
                ? Uncaptured.ALWAYS.stream()
                : Stream.concat(Stream.of(Uncaptured.PLAIN_JDBC), Uncaptured.ALWAYS.stream());
    }

    private static Coverage.Unit unit(UnitCoverage unit) {
        return new Coverage.Unit(
                unit.unit(), unit.types().stream().map(UnitsCovered::type).toList());
    }

    private static Coverage.Type type(UnitCoverage.Type type) {
        return new Coverage.Type(
                type.entity(),
                type.audited(),
                type.why(),
                Stream.concat(type.identifier().stream(), type.attributes().stream())
                        .map(UnitsCovered::attribute)
                        .toList());
    }

    private static Coverage.Attribute attribute(UnitCoverage.Attribute attribute) {
        return new Coverage.Attribute(
                attribute.path(), attribute.policy().name().toLowerCase(Locale.ROOT), attribute.why());
    }
}
