package io.audittrail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The table of the packages in {@code docs/architecture.md}, and the habits that a compiler does not know. */
@AnalyzeClasses(packages = "io.audittrail", importOptions = ArchitectureTests.OurOwn.class)
class ArchitectureTests {

    private static final String ROOT = "io.audittrail";
    private static final List<String> EVERYWHERE = List.of("java", "javax.crypto", "org.jspecify", "org.slf4j");

    /** What each package may import beside the JDK, JSpecify, slf4j and itself. */
    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("", List.of()),
            Map.entry("transaction", List.of("io.audittrail")),
            Map.entry("line", List.of("io.audittrail")),
            Map.entry("sql", List.of("io.audittrail", "net.sf.jsqlparser")),
            Map.entry("segment", List.of()),
            Map.entry(
                    "verify",
                    List.of("io.audittrail", "io.audittrail.line", "io.audittrail.segment", "io.audittrail.trail")),
            Map.entry(
                    "hibernate",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.transaction",
                            "io.audittrail.sql",
                            "io.audittrail.line",
                            "org.hibernate",
                            "jakarta.persistence",
                            "org.springframework.orm",
                            "org.springframework.beans",
                            "org.springframework.util")),
            Map.entry(
                    "statements",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.sql",
                            "net.ttddyy.dsproxy",
                            "io.audittrail.transaction",
                            "javax.sql",
                            "com.zaxxer.hikari",
                            "org.aopalliance",
                            "org.postgresql",
                            "org.springframework.aop",
                            "org.springframework.beans",
                            "org.springframework.core",
                            "org.springframework.jdbc",
                            "org.springframework.transaction",
                            "org.springframework.util")),
            Map.entry(
                    "ledger",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.transaction",
                            "io.audittrail.line",
                            "io.audittrail.segment",
                            "ch.qos.logback.core")),
            Map.entry("database", List.of("javax.sql")),
            Map.entry(
                    "tables",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.transaction",
                            "io.audittrail.database",
                            "io.audittrail.line")),
            Map.entry(
                    "postgres",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.database",
                            "io.audittrail.hibernate",
                            "io.audittrail.line",
                            "io.audittrail.tables",
                            "io.audittrail.transaction")),
            Map.entry(
                    "entities",
                    List.of(
                            "io.audittrail.line",
                            "io.audittrail.tables",
                            "io.audittrail.hibernate",
                            "org.hibernate",
                            "jakarta.persistence")),
            Map.entry(
                    "outbox",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.transaction",
                            "io.audittrail.database",
                            "io.audittrail.line",
                            "io.audittrail.segment",
                            "io.audittrail.ledger",
                            "javax.sql")),
            Map.entry(
                    "trail",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.line",
                            "io.audittrail.segment",
                            "io.audittrail.database",
                            "io.audittrail.tables")),
            Map.entry(
                    "reconcile",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.line",
                            "io.audittrail.database",
                            "io.audittrail.tables",
                            "io.audittrail.trail")),
            Map.entry(
                    "mirror",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.ledger",
                            "io.audittrail.line",
                            "ch.qos.logback",
                            "net.logstash.logback")),
            Map.entry("checkpoint", List.of("io.audittrail", "io.audittrail.line")),
            Map.entry(
                    "security", List.of("io.audittrail", "io.audittrail.transaction", "org.springframework.security")),
            Map.entry(
                    "web",
                    List.of("io.audittrail", "org.springframework.web", "jakarta.servlet", "io.micrometer.context")),
            Map.entry(
                    "actuate",
                    List.of(
                            "io.audittrail",
                            "io.audittrail.verify",
                            "org.springframework.boot.actuate",
                            "org.springframework.boot.health",
                            "io.micrometer.core",
                            "org.springframework.web",
                            "org.springframework.http",
                            "org.springframework.util",
                            "jakarta.servlet"))));

    static final class OurOwn implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    @ArchTest
    void everyPackageKeepsToItsImports(JavaClasses all) {
        List<String> broken = all.stream()
                .filter(type -> !type.getPackageName().equals(ROOT + ".autoconfigure"))
                .flatMap(ArchitectureTests::strangers)
                .distinct()
                .sorted()
                .toList();
        assertThat(broken).isEmpty();
    }

    @ArchTest
    void everyPackageIsInTheTable(JavaClasses all) {
        assertThat(all.stream().map(type -> relative(type.getPackageName())).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("autoconfigure"))
                                .toList());
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    void everyPackageIsNullMarked(JavaClasses all) throws ClassNotFoundException {
        for (String name :
                all.stream().map(JavaClass::getPackageName).distinct().toList()) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as("package %s is null-marked", name)
                    .isTrue();
        }
    }

    @ArchTest
    static final ArchRule autoConfigurationsArePublicAndFinal = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveSimpleNameEndingWith("AutoConfiguration");

    @ArchTest
    static final ArchRule beanMethodsAreNotPublic =
            methods().that().areAnnotatedWith(Bean.class).should().notBePublic();

    @ArchTest
    static final ArchRule postProcessorsAreMadeByStaticMethods = methods()
            .that()
            .areAnnotatedWith(Bean.class)
            .and()
            .haveRawReturnType(DescribedPredicate.describe(
                    "a post-processor",
                    type -> type.isAssignableTo(BeanPostProcessor.class)
                            || type.isAssignableTo(BeanFactoryPostProcessor.class)))
            .should()
            .beStatic();

    @ArchTest
    static final ArchRule namesAreOurWords = classes().should(new ArchCondition<>("avoid the words we avoid") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean avoided = Stream.of("Manager", "Helper", "Impl", "Util", "Utils", "AuditEvent", "Revision")
                    .anyMatch(type.getSimpleName()::endsWith);
            if (avoided) {
                events.add(SimpleConditionEvent.violated(type, type.getName()));
            }
        }
    });

    private static Stream<String> strangers(JavaClass type) {
        List<String> allowed = MAY_IMPORT.getOrDefault(relative(type.getPackageName()), List.of());
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> !target.isPrimitive() && !isAllowed(type, target.getPackageName(), allowed))
                .map(target -> type.getPackageName() + " -> " + target.getName());
    }

    private static boolean isAllowed(JavaClass type, String target, List<String> allowed) {
        if (target.startsWith(ROOT)) {
            return target.equals(type.getPackageName()) || allowed.contains(target);
        }
        return Stream.concat(EVERYWHERE.stream(), allowed.stream().filter(name -> !name.startsWith(ROOT)))
                .anyMatch(name -> target.equals(name) || target.startsWith(name + "."));
    }

    private static String relative(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }
}
