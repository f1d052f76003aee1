package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.Hidden;
import io.audittrail.Operation;
import io.audittrail.ValueEncoder;
import io.audittrail.hibernate.model.Money;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever throws within auditing, the transaction commits and its record is written. */
@ExtendWith(OutputCaptureExtension.class)
class HarmlessFailureTests {

    @Test
    void anEncoderDecidesHowATypeOfTheApplicationIsWritten() {
        try (CapturedUnit unit = unit(money -> List.of(money.currency(), money.cents()))) {
            assertThat(unit.recordsOf(em -> em.persist(priced("P-1"))).get(0).changes())
                    .contains(new Change("price", null, List.of("EUR", 1999L)));
        }
    }

    @Test
    void aValueThatCannotBeReadLeavesItsErrorAndTheRecordIsWritten(CapturedOutput output) {
        try (CapturedUnit unit = unit(money -> {
            throw new IllegalStateException("unreadable money");
        })) {
            for (int i = 0; i < 3; i++) {
                String projcode = "P-" + i;
                assertThat(unit.recordsOf(em -> em.persist(priced(projcode))))
                        .singleElement()
                        .satisfies(record -> assertThat(record.changes())
                                .filteredOn(change -> change.property().equals("price"))
                                .singleElement()
                                .extracting(Change::newValue)
                                .extracting(value -> ((Hidden) Objects.requireNonNull(value)).error())
                                .isEqualTo("java.lang.IllegalStateException"));
            }
            Long committed = unit.commitAndGet(em ->
                    em.createQuery("select count(p) from Project p", Long.class).getSingleResult());
            assertThat(committed).isEqualTo(3);
            assertThat(unit.failures.report().failures()).containsEntry("value-unreadable", 3L);
            assertThat(output)
                    .containsOnlyOnce("The value of price of Project cannot be read; its record shows the error");
        }
    }

    @Test
    void aResolverThatThrowsOrKnowsNobodyMakesTheActorUnknownAndIsCounted() {
        try (CapturedUnit unit = unit(Money::currency)) {
            unit.actor = () -> {
                throw new IllegalStateException("no idea");
            };
            assertThat(unit.recordsOf(em -> em.persist(priced("P-1"))).get(0).actor())
                    .isEqualTo(Actor.UNKNOWN);
            unit.actor = () -> null;
            assertThat(unit.recordsOf(em -> em.persist(priced("P-2"))).get(0).actor())
                    .isEqualTo(Actor.UNKNOWN);
            assertThat(unit.failures.report().failures().get("actor-unknown")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aDeletedValueThatCannotBeReadIsStillADeletion() {
        try (CapturedUnit unit = unit(money -> {
            throw new StackOverflowError("deep money");
        })) {
            Long id = unit.commitAndGet(em -> {
                        Project project = priced("P-1");
                        em.persist(project);
                        return project;
                    })
                    .id;
            assertThat(unit.recordsOf(em -> em.remove(em.find(Project.class, id))))
                    .extracting(record -> record.action())
                    .containsExactly(Operation.DELETE);
        }
    }

    @Test
    void anElementThatCannotBeReadLeavesItsErrorBesideTheOthers() {
        try (CapturedUnit unit = unit(money -> {
            if (money.cents() == 1) {
                throw new IllegalStateException("unreadable money");
            }
            return money.cents();
        })) {
            unit.commit(em -> em.persist(new Offer()));
            assertThat(unit.recordsOf(em ->
                            em.find(Offer.class, 1L).prices.addAll(List.of(new Money("EUR", 1), new Money("EUR", 2)))))
                    .singleElement()
                    .satisfies(record -> assertThat(record.changes())
                            .singleElement()
                            .extracting(change -> Objects.requireNonNull(change.elements())
                                    .added()
                                    .toString())
                            .isEqualTo("[" + Hidden.unreadable(new IllegalStateException()) + ", 2]"));
            assertThat(unit.failures.report().failures()).containsEntry("value-unreadable", 1L);
        }
    }

    private static Project priced(String projcode) {
        Project project = new Project(projcode, "Title");
        project.price = new Money("EUR", 1999);
        return project;
    }

    private static CapturedUnit unit(Function<Money, Object> encoding) {
        ValueEncoder<Money> encoder = new ValueEncoder<>() {
            @Override
            public Class<Money> type() {
                return Money.class;
            }

            @Override
            public Object encode(Money money) {
                return encoding.apply(money);
            }
        };
        return new CapturedUnit(
                TestDatabase.h2(),
                CapturedUnit.ALL,
                List.of(encoder),
                Project.class,
                Person.class,
                Person.Email.class,
                Offer.class);
    }

    @Entity(name = "Offer")
    static class Offer {
        @Id
        Long id = 1L;

        @ElementCollection
        @Convert(converter = Money.ToText.class)
        List<Money> prices = new ArrayList<>();
    }
}
