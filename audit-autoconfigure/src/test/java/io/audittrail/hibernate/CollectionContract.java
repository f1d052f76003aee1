package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static io.audittrail.hibernate.CapturedUnit.persisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.Hidden;
import io.audittrail.hibernate.model.Collections.Binder;
import io.audittrail.hibernate.model.Collections.Child;
import io.audittrail.hibernate.model.Collections.Contact;
import io.audittrail.hibernate.model.Collections.Folder;
import io.audittrail.hibernate.model.Collections.Level;
import io.audittrail.hibernate.model.Collections.Member;
import io.audittrail.hibernate.model.Collections.Odd;
import io.audittrail.hibernate.model.Collections.Point;
import io.audittrail.hibernate.model.Collections.Seat;
import io.audittrail.hibernate.model.Collections.SeatId;
import io.audittrail.hibernate.model.Collections.Sheet;
import io.audittrail.hibernate.model.Collections.Soft;
import io.audittrail.hibernate.model.Collections.Team;
import io.audittrail.hibernate.model.Collections.Thing;
import io.audittrail.hibernate.model.Collections.Work;
import io.audittrail.hibernate.model.Collections.WorkId;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is recorded of collections. Each kind of database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CollectionContract {

    private CapturedUnit unit = unopened();
    private int teams;

    abstract TestDatabase newDatabase();

    @BeforeAll
    void open() {
        unit = new CapturedUnit(
                newDatabase(),
                CapturedUnit.ALL,
                Team.class,
                Member.class,
                Thing.class,
                Work.class,
                Seat.class,
                Sheet.class,
                Folder.class,
                Binder.class,
                Odd.class,
                Soft.class,
                Child.class);
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void reset() {
        unit.reset();
        unit.actor = () -> Actor.SYSTEM;
    }

    @AfterEach
    void nothingFailed() {
        assertThat(unit.failures.report().failures()).isEmpty();
    }

    @SuppressWarnings("NullAway") // JUnit opens it before the first test
    private static CapturedUnit unopened() {
        return null;
    }

    // Kinds of collections

    @Test
    void aManyToManyAssociationTellsTheIdsOfThoseThatCameAndWent() {
        Long ann = member("Ann");
        Long bob = member("Bob");
        Long id = team((em, team) -> team.members.add(em.find(Member.class, ann)));

        assertThat(changes(em -> {
                    team(em, id).members.remove(em.find(Member.class, ann));
                    team(em, id).members.add(em.getReference(Member.class, bob));
                }))
                .containsExactly(elements("members", List.of(bob), List.of(ann)));
    }

    @Test
    void aOneToManyAssociationWithAJoinTableDoes() {
        Long ann = member("Ann");
        Long id = team((em, team) -> {});

        assertThat(change(id, (em, team) -> team.reserves.add(em.find(Member.class, ann))))
                .containsExactly(elements("reserves", List.of(ann), List.of()));
        assertThat(change(id, (em, team) -> team.reserves.clear()))
                .containsExactly(elements("reserves", List.of(), List.of(ann)));
    }

    @Test
    void aOneToManyAssociationWithAJoinColumnDoes() {
        Long thing = unit.commitAndGet(em -> persisted(em, new Thing("Hat"))).id;
        Long id = team((em, team) -> {});

        assertThat(change(id, (em, team) -> team.things.add(em.find(Thing.class, thing))))
                .containsExactly(elements("things", List.of(thing), List.of()));
        assertThat(change(id, (em, team) -> team.things.clear()))
                .containsExactly(elements("things", List.of(), List.of(thing)));
    }

    @Test
    void aBagCountsWhatItHoldsTwiceAndHasNoOrder() {
        Long id = team((em, team) -> team.words.addAll(List.of("a", "b", "a")));

        assertThat(change(id, (em, team) -> team.words.add("a")))
                .containsExactly(elements("words", List.of("a"), List.of()));
        assertThat(change(id, (em, team) -> {
                    team.words.remove("a");
                    team.words.remove("a");
                }))
                .containsExactly(elements("words", List.of(), List.of("a", "a")));
        assertThat(unit.recordsOf(em -> {
                    List<String> words = team(em, id).words;
                    words.add(words.remove(0));
                }))
                .isEmpty();
    }

    @Test
    void aListTellsWhatWasAddedAtItsEndAndTakenAway() {
        Long id = team((em, team) -> team.steps.addAll(List.of("a", "b", "c")));

        assertThat(change(id, (em, team) -> {
                    team.steps.remove("b");
                    team.steps.add("d");
                }))
                .singleElement()
                .satisfies(change -> {
                    assertThat(elementsOf(change).added()).containsExactly("d");
                    assertThat(elementsOf(change).removed()).containsExactly("b");
                    assertThat(change.newValue()).isNull();
                });
    }

    @Test
    void aListInAnotherOrderIsToldWhole() {
        Long id = team((em, team) -> team.steps.addAll(List.of("a", "b", "c")));

        assertThat(change(id, (em, team) -> team.steps.add(0, "x")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.oldValue()).isEqualTo(List.of("a", "b", "c"));
                    assertThat(change.newValue()).isEqualTo(List.of("x", "a", "b", "c"));
                });
        assertThat(change(id, (em, team) -> Collections.swap(team.steps, 0, 3)))
                .singleElement()
                .satisfies(change -> assertThat(change.newValue()).isEqualTo(List.of("c", "a", "b", "x")));
    }

    @Test
    void aLongListTellsADigestOfItsOrder() {
        List<String> many = IntStream.range(0, 150).mapToObj(i -> "step " + i).toList();
        Long id = team((em, team) -> team.steps.addAll(many));

        assertThat(change(id, (em, team) -> team.steps.add("last")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(elementsOf(change).added()).containsExactly("last");
                    assertThat(change.newValue()).isNull();
                });
        assertThat(change(id, (em, team) -> Collections.swap(team.steps, 0, 149)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(elementsOf(change).added()).isEmpty();
                    assertThat(elementsOf(change).removed()).isEmpty();
                    assertThat(change.oldValue())
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .containsEntry("length", 151);
                    assertThat(change.newValue())
                            .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                            .containsEntry("length", 151);
                    assertThat(change.newValue()).isNotEqualTo(change.oldValue());
                });
    }

    @Test
    void aLongListThatIsReplacedByItsElementsInAnotherOrderIsReordered() {
        List<String> many = IntStream.range(0, 150).mapToObj(i -> "step " + i).toList();
        Long id = team((em, team) -> team.steps.addAll(many));
        List<String> turned = new ArrayList<>(many);
        Collections.reverse(turned);

        assertThat(change(id, (em, team) -> {
                    Hibernate.initialize(team.steps);
                    team.steps = turned;
                }))
                .singleElement()
                .satisfies(change -> {
                    assertThat(elementsOf(change).added()).isEmpty();
                    assertThat(change.newValue()).isNotNull().isNotEqualTo(change.oldValue());
                });
        assertThat(unit.recordsOf(em -> team(em, id).steps = new ArrayList<>(turned)))
                .isEmpty();
    }

    @Test
    void aSortedSetIsASet() {
        Long id = team((em, team) -> team.amounts.addAll(List.of(3, 1)));

        assertThat(change(id, (em, team) -> {
                    team.amounts.remove(3);
                    team.amounts.add(2);
                }))
                .containsExactly(elements("amounts", List.of(2), List.of(3)));
    }

    @Test
    void anEmbeddableInACollectionIsAnObjectWithItsRules() {
        Long id = team((em, team) -> team.contacts.add(new Contact("Ann", "1")));

        assertThat(change(id, (em, team) -> team.contacts.add(new Contact("Bob", "2"))))
                .containsExactly(elements("contacts", List.of(contact("Bob")), List.of()));
        assertThat(change(id, (em, team) -> {
                    team.contacts.remove(new Contact("Ann", "1"));
                    team.contacts.add(new Contact("Ann", "3"));
                }))
                .containsExactly(elements("contacts", List.of(contact("Ann")), List.of(contact("Ann"))));
    }

    @Test
    void anEmbeddableThatIsChangedInItsCollectionGoesAndComes() {
        Long id = team((em, team) -> team.points.addAll(List.of(new Point(1, 2), new Point(3, 4))));

        assertThat(change(
                        id,
                        (em, team) -> team.points.stream()
                                .filter(point -> point.x == 1)
                                .forEach(point -> point.y = 9)))
                .containsExactly(elements("points", List.of(Map.of("x", 1, "y", 9)), List.of(Map.of("x", 1, "y", 2))));
    }

    @Test
    void aMapTellsEntriesAndKeysWithAnotherValue() {
        Long id = team((em, team) -> {
            team.limits.put(Level.LOW, new BigDecimal("1.00"));
        });

        assertThat(change(id, (em, team) -> {
                    team.limits.put(Level.LOW, new BigDecimal("5.00"));
                    team.limits.put(Level.HIGH, new BigDecimal("9.00"));
                }))
                .singleElement()
                .satisfies(change -> {
                    assertThat(elementsOf(change).added())
                            .containsExactly(Elements.entry("HIGH", new BigDecimal("9.00")));
                    assertThat(elementsOf(change).removed()).isEmpty();
                    assertThat(elementsOf(change).changed())
                            .containsExactly(new Change("LOW", new BigDecimal("1.00"), new BigDecimal("5.00")));
                });
        assertThat(change(id, (em, team) -> team.limits.remove(Level.LOW)))
                .singleElement()
                .satisfies(change -> assertThat(elementsOf(change).removed())
                        .containsExactly(Elements.entry("LOW", new BigDecimal("5.00"))));
        assertThat(unit.recordsOf(em -> team(em, id).limits.put(Level.HIGH, new BigDecimal("9.0"))))
                .isEmpty();
    }

    @Test
    void keysAndValuesThatAreEntitiesAreTheirIds() {
        Long ann = member("Ann");
        Long id = team((em, team) -> {});

        assertThat(change(id, (em, team) -> team.hours.put(em.find(Member.class, ann), 8)))
                .singleElement()
                .satisfies(change -> assertThat(elementsOf(change).added()).containsExactly(Elements.entry(ann, 8)));
        assertThat(change(id, (em, team) -> team.deputies.put("first", em.find(Member.class, ann))))
                .singleElement()
                .satisfies(
                        change -> assertThat(elementsOf(change).added()).containsExactly(Elements.entry("first", ann)));
    }

    @Test
    void anEmbeddableIsTheValueOfAMapWithItsRules() {
        Long id = team((em, team) -> team.offices.put("main", new Contact("Ann", "1")));

        assertThat(change(id, (em, team) -> Objects.requireNonNull(team.offices.get("main")).pin = "2"))
                .singleElement()
                .satisfies(change -> assertThat(elementsOf(change).changed())
                        .containsExactly(new Change("main", contact("Ann"), contact("Ann"))));
    }

    @Test
    void aCompositeIdIsAnObject() {
        unit.commit(em -> {
            em.persist(new Work("A", 1));
            em.persist(new Work("B", 2));
        });
        Long id = team((em, team) -> {});

        assertThat(change(id, (em, team) -> team.works.add(em.find(Work.class, new WorkId("A", 1)))))
                .singleElement()
                .satisfies(change ->
                        assertThat(elementsOf(change).added()).containsExactly(Map.of("area", "A", "number", 1)));
    }

    @Test
    void aCollectionInAnEmbeddableHasItsPath() {
        Long id = team((em, team) -> team.notes.keywords.add("a"));

        assertThat(change(id, (em, team) -> team.notes.keywords.add("b")))
                .containsExactly(elements("notes.keywords", List.of("b"), List.of()));
    }

    @Test
    void aCollectionOfASuperclassIsTheEntitys() {
        Long id = team((em, team) -> {});

        assertThat(change(id, (em, team) -> team.labels.add("a")))
                .containsExactly(elements("labels", List.of("a"), List.of()));
    }

    @Test
    void aMaskedCollectionOnlyTellsThatItChanged() {
        Long id = team((em, team) -> team.codes.add("secret"));

        assertThat(change(id, (em, team) -> team.codes.add("second")))
                .containsExactly(new Change("codes", Hidden.MASKED, Hidden.MASKED));
        assertThat(unit.recordsOf(em -> {
                    Team team = team(em, id);
                    team.codes.add("third");
                    team.codes.remove("third");
                }))
                .isEmpty();
    }

    @Test
    void anExcludedCollectionTellsNothing() {
        Long id = team((em, team) -> team.whispers.add("a"));

        assertThat(unit.recordsOf(em -> team(em, id).whispers.add("b"))).isEmpty();
    }

    @Test
    void theFarSideOfAnAssociationWritesNothing() {
        Long ann = member("Ann");
        Long id = team((em, team) -> {});
        Long thing = unit.commitAndGet(em -> persisted(em, new Thing("Hat"))).id;

        assertThat(unit.recordsOf(em -> em.find(Member.class, ann).teams.add(team(em, id))))
                .isEmpty();
        assertThat(unit.recordsOf(em -> {
                    Thing hat = em.find(Thing.class, thing);
                    hat.keeper = team(em, id);
                    team(em, id).kept.add(hat);
                }))
                .singleElement()
                .satisfies(record -> assertThat(record.changes()).containsExactly(new Change("keeper", null, id)));
    }

    // What becomes of a collection

    @Test
    void aCreationListsWhatItsCollectionsHold() {
        ChangeRecord record = unit.only(
                em -> {
                    Team team = new Team("created");
                    team.words.add("a");
                    team.limits.put(Level.LOW, BigDecimal.ONE);
                    em.persist(team);
                },
                CREATE);

        assertThat(property(record, "words")).isEqualTo(elements("words", List.of("a"), List.of()));
        assertThat(elementsOf(property(record, "limits")).added())
                .containsExactly(Elements.entry("LOW", BigDecimal.ONE));
        assertThat(elementsOf(property(record, "members")).isNone()).isTrue();
        assertThat(property(record, "codes")).isEqualTo(new Change("codes", Hidden.MASKED, Hidden.MASKED));
        assertThat(record.changes())
                .extracting(Change::property)
                .doesNotContain("whispers", "kept")
                .containsExactlyElementsOf(Objects.requireNonNull(unit.coverage).types().stream()
                        .filter(type -> type.entity().equals("Team"))
                        .findFirst()
                        .orElseThrow()
                        .recorded());
    }

    @Test
    void aDeletionListsWhatItsCollectionsHeld() {
        Long id = full();
        assertDeletionTellsAll(id, team -> {
            Hibernate.initialize(team.words);
            Hibernate.initialize(team.steps);
            Hibernate.initialize(team.limits);
            Hibernate.initialize(team.hours);
            Hibernate.initialize(team.members);
            Hibernate.initialize(team.contacts);
            Hibernate.initialize(team.works);
            Hibernate.initialize(team.notes.keywords);
        });
    }

    @Test
    void aDeletionListsWhatNobodyHadLoaded() {
        Long id = full();
        assertDeletionTellsAll(id, team -> {});
    }

    private Long full() {
        Long ann = member("Ann");
        unit.commit(em -> {
            if (em.find(Work.class, new WorkId("C", 3)) == null) {
                em.persist(new Work("C", 3));
            }
        });
        return team((em, team) -> {
            team.words.addAll(List.of("a", "a"));
            team.steps.addAll(List.of("x", "y"));
            team.limits.put(Level.LOW, new BigDecimal("1.00"));
            team.hours.put(em.find(Member.class, ann), 8);
            team.deputies.put("first", em.find(Member.class, ann));
            team.members.add(em.find(Member.class, ann));
            team.contacts.add(new Contact("Ann", "1"));
            team.works.add(em.find(Work.class, new WorkId("C", 3)));
            team.notes.keywords.add("k");
            team.codes.add("secret");
        });
    }

    private void assertDeletionTellsAll(Long id, Consumer<Team> before) {
        ChangeRecord record = unit.only(
                em -> {
                    Team team = team(em, id);
                    before.accept(team);
                    em.remove(team);
                },
                DELETE);

        assertThat(elementsOf(property(record, "words")).removed()).containsExactly("a", "a");
        assertThat(elementsOf(property(record, "steps")).removed()).containsExactly("x", "y");
        assertThat(elementsOf(property(record, "limits")).removed())
                .containsExactly(Elements.entry("LOW", new BigDecimal("1.00")));
        Object ann = elementsOf(property(record, "members")).removed().get(0);
        assertThat(ann).isInstanceOf(Long.class);
        assertThat(elementsOf(property(record, "hours")).removed())
                .containsExactly(Elements.entry(Objects.requireNonNull(ann), 8));
        assertThat(elementsOf(property(record, "deputies")).removed()).containsExactly(Elements.entry("first", ann));
        assertThat(elementsOf(property(record, "contacts")).removed()).containsExactly(contact("Ann"));
        assertThat(elementsOf(property(record, "works")).removed()).containsExactly(Map.of("area", "C", "number", 3));
        assertThat(elementsOf(property(record, "notes.keywords")).removed()).containsExactly("k");
        assertThat(property(record, "codes")).isEqualTo(new Change("codes", Hidden.MASKED, Hidden.MASKED));
        assertThat(elementsOf(property(record, "reserves")).isNone()).isTrue();
    }

    @Test
    void whatNobodyHadLoadedIsFoundByCompositeIdsToo() {
        unit.commit(em -> {
            Seat seat = new Seat();
            seat.row = "A";
            seat.number = 7;
            seat.marks.add("m");
            em.persist(seat);
            Work work = new Work("D", 4);
            work.marks.add("w");
            work.seats.add(seat);
            em.persist(work);
        });

        ChangeRecord work = unit.only(em -> em.remove(em.find(Work.class, new WorkId("D", 4))), DELETE);
        assertThat(elementsOf(property(work, "marks")).removed()).containsExactly("w");
        assertThat(elementsOf(property(work, "seats")).removed()).containsExactly(Map.of("row", "A", "number", 7));
        ChangeRecord seat = unit.only(em -> em.remove(em.find(Seat.class, new SeatId("A", 7))), DELETE);
        assertThat(elementsOf(property(seat, "marks")).removed()).containsExactly("m");
    }

    /** The one exception: what was in a collection has to be known when it goes. */
    @Test
    void whatNobodyHadLoadedIsSelectedWhenItGoesWithOneSelect() {
        Long id = team((em, team) -> team.words.add("a"));
        unit.reset();
        unit.commit(em -> team(em, id).words = new ArrayList<>(List.of("b")));

        assertThat(unit.statements.stream().filter(sql -> sql.contains("team_words")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("select");
        assertThat(unit.statements).hasSize(4);
    }

    @Test
    void clearingIsTakingAllAway() {
        Long id = team((em, team) -> team.words.addAll(List.of("a", "b")));

        assertThat(change(id, (em, team) -> team.words.clear()))
                .containsExactly(elements("words", List.of(), List.of("a", "b")));
    }

    @Test
    void replacingIsTheDifference() {
        Long id = team((em, team) -> team.words.addAll(List.of("a", "b")));

        assertThat(change(id, (em, team) -> {
                    Hibernate.initialize(team.words);
                    team.words = new ArrayList<>(List.of("b", "c"));
                }))
                .containsExactly(elements("words", List.of("c"), List.of("a")));
    }

    @Test
    void replacingWhatNobodyHadLoadedIsTheDifference() {
        Long ann = member("Ann");
        Long bob = member("Bob");
        Long id = team((em, team) -> {
            team.words.addAll(List.of("a", "b"));
            team.members.add(em.find(Member.class, ann));
            team.limits.put(Level.LOW, new BigDecimal("1.00"));
            team.steps.addAll(List.of("x", "y"));
        });

        List<Change> changes = change(id, (em, team) -> {
            team.words = new ArrayList<>(List.of("b", "c"));
            team.members = new HashSet<>(List.of(em.find(Member.class, ann), em.find(Member.class, bob)));
            team.limits = new HashMap<>(Map.of(Level.LOW, new BigDecimal("2.00")));
            team.steps = new ArrayList<>(List.of("y", "x"));
        });
        assertThat(changes)
                .filteredOn(change -> !change.property().equals("limits"))
                .filteredOn(change -> !change.property().equals("steps"))
                .containsExactlyInAnyOrder(
                        elements("words", List.of("c"), List.of("a")), elements("members", List.of(bob), List.of()));
        assertThat(changes)
                .filteredOn(change -> change.property().equals("limits"))
                .singleElement()
                .satisfies(change -> assertThat(elementsOf(change).changed())
                        .containsExactly(new Change("LOW", new BigDecimal("1.00"), new BigDecimal("2.00"))));
        assertThat(changes)
                .filteredOn(change -> change.property().equals("steps"))
                .singleElement()
                .satisfies(change -> assertThat(change.newValue()).isEqualTo(List.of("y", "x")));
    }

    @Test
    void settingNullIsTakingAllAway() {
        Long id = team((em, team) -> team.words.addAll(List.of("a", "b")));

        assertThat(change(id, (em, team) -> team.words = nothing()))
                .containsExactly(elements("words", List.of(), List.of("a", "b")));
    }

    @Test
    void anElementThatMovesIsInTheRecordsOfBothOwners() {
        Long thing = unit.commitAndGet(em -> persisted(em, new Thing("Hat"))).id;
        Long from = team((em, team) -> team.things.add(em.find(Thing.class, thing)));
        Long to = team((em, team) -> {});

        assertThat(unit.recordsOf(em -> {
                    Thing hat = em.find(Thing.class, thing);
                    team(em, from).things.remove(hat);
                    team(em, to).things.add(hat);
                }))
                .extracting(record -> record.entity().id(), ChangeRecord::changes)
                .containsExactlyInAnyOrder(
                        tuple(from, List.of(elements("things", List.of(), List.of(thing)))),
                        tuple(to, List.of(elements("things", List.of(thing), List.of()))));
    }

    @Test
    void aCollectionThatMovesIsInTheRecordsOfBothOwners() {
        Long from = team((em, team) -> team.words.add("a"));
        Long to = team((em, team) -> team.words.add("b"));

        assertThat(unit.recordsOf(em -> {
                    Team first = team(em, from);
                    Team second = team(em, to);
                    second.words = first.words;
                    first.words = nothing();
                }))
                .extracting(record -> record.entity().id(), ChangeRecord::changes)
                .containsExactlyInAnyOrder(
                        tuple(from, List.of(elements("words", List.of(), List.of("a")))),
                        tuple(to, List.of(elements("words", List.of("a"), List.of("b")))));
    }

    @Test
    void mergingADetachedOwnerIsTheDifference() {
        Long id = team((em, team) -> team.words.addAll(List.of("a", "b")));
        Team detached = unit.commitAndGet(em -> {
            Team team = team(em, id);
            Hibernate.initialize(team.words);
            return team;
        });
        detached.words.remove("a");
        detached.words.add("c");

        assertThat(unit.only(em -> em.merge(detached), UPDATE).changes())
                .containsExactly(elements("words", List.of("c"), List.of("a")));
    }

    @Test
    void deletingByCascadeListsWhatTheCollectionsHeld() {
        Long id = unit.commitAndGet(em -> {
                    Folder parent = new Folder();
                    parent.pages.add("first");
                    Folder child = new Binder();
                    child.pages.add("second");
                    ((Binder) child).rings.add("ring");
                    parent.children.add(child);
                    return persisted(em, parent);
                })
                .id;

        List<ChangeRecord> records = unit.recordsOf(em -> em.remove(em.find(Folder.class, id)));

        assertThat(records).extracting(ChangeRecord::action).containsExactlyInAnyOrder(DELETE, DELETE);
        assertThat(records)
                .allSatisfy(record -> assertThat(
                                elementsOf(property(record, "pages")).removed())
                        .containsExactly(record.entity().entity().equals("Binder") ? "second" : "first"));
        assertThat(records)
                .filteredOn(record -> record.entity().entity().equals("Binder"))
                .singleElement()
                .satisfies(record -> assertThat(
                                elementsOf(property(record, "rings")).removed())
                        .containsExactly("ring"));
    }

    @Test
    void anOrphanIsDeletedWithWhatItsCollectionsHeld() {
        Long id = unit.commitAndGet(em -> {
                    Folder parent = new Folder();
                    Folder child = new Folder();
                    child.pages.add("second");
                    parent.children.add(child);
                    return persisted(em, parent);
                })
                .id;

        List<ChangeRecord> records =
                unit.recordsOf(em -> em.find(Folder.class, id).children.clear());

        assertThat(records).extracting(ChangeRecord::action).containsExactlyInAnyOrder(UPDATE, DELETE);
        assertThat(records)
                .filteredOn(record -> record.action() == DELETE)
                .singleElement()
                .satisfies(record -> assertThat(
                                elementsOf(property(record, "pages")).removed())
                        .containsExactly("second"));
    }

    @Test
    void ownersOfAJoinedHierarchyHaveTheNameOfTheirClass() {
        Long id = unit.commitAndGet(em -> persisted(em, new Binder())).id;
        ChangeRecord record = unit.only(
                em -> {
                    Binder binder = em.find(Binder.class, id);
                    binder.pages.add("page");
                    binder.rings.add("ring");
                    binder.name = "New";
                },
                UPDATE);

        assertThat(record.entity().entity()).isEqualTo("Binder");
        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        new Change("name", null, "New"),
                        elements("pages", List.of("page"), List.of()),
                        elements("rings", List.of("ring"), List.of()));
    }

    // Transactions

    @Test
    void attributesAndCollectionsAreOneRecordInMappingOrder() {
        Long id = team((em, team) -> {});
        ChangeRecord record = unit.only(
                em -> {
                    team(em, id).words.add("a");
                    team(em, id).title = "New";
                    team(em, id).amounts.add(1);
                },
                UPDATE);

        assertThat(record.changes())
                .containsExactly(
                        elements("amounts", List.of(1), List.of()),
                        new Change("title", null, "New"),
                        elements("words", List.of("a"), List.of()));
    }

    @Test
    void flushesThatCancelOutLeaveNoRecord() {
        Long id = team((em, team) -> team.steps.addAll(List.of("a", "b")));

        assertThat(unit.recordsOf(em -> {
                    Team team = team(em, id);
                    team.words.add("a");
                    Collections.swap(team.steps, 0, 1);
                    em.flush();
                    team.words.remove("a");
                    Collections.swap(team.steps, 0, 1);
                }))
                .isEmpty();
    }

    @Test
    void severalFlushesAreTheirNetEffect() {
        Long id = team((em, team) -> team.words.add("a"));

        assertThat(changes(em -> {
                    team(em, id).words.add("b");
                    em.flush();
                    team(em, id).words.remove("a");
                    em.flush();
                    team(em, id).words.add("c");
                }))
                .containsExactly(elements("words", List.of("b", "c"), List.of("a")));
    }

    @Test
    void aCreationThatIsFilledLaterIsACreation() {
        ChangeRecord record = unit.only(
                em -> {
                    Team team = persisted(em, new Team("filled"));
                    em.flush();
                    team.words.add("a");
                },
                CREATE);

        assertThat(property(record, "words")).isEqualTo(elements("words", List.of("a"), List.of()));
    }

    @Test
    void aDeletionTellsWhatTheCollectionsHeldBeforeTheTransaction() {
        Long id = team((em, team) -> team.words.add("a"));
        ChangeRecord record = unit.only(
                em -> {
                    Team team = team(em, id);
                    team.words.remove("a");
                    team.words.add("b");
                    em.flush();
                    em.remove(team);
                },
                DELETE);

        assertThat(property(record, "words")).isEqualTo(elements("words", List.of(), List.of("a")));
    }

    @Test
    void whoAskedForAnEntityAskedForItsCollections() {
        unit.actor = () -> Actor.user("ann");
        List<ChangeRecord> created = unit.recordsOf(em -> {
            Team team = new Team("asked");
            team.words.add("a");
            em.persist(team);
            em.persist(new Team("asked too"));
            unit.actor = () -> Actor.user("bob");
        });
        assertThat(created)
                .extracting(ChangeRecord::action, record -> record.actor().name())
                .containsExactly(tuple(CREATE, "ann"), tuple(CREATE, "ann"));

        Long id = (Long) created.get(0).entity().id();
        unit.actor = () -> Actor.user("ann");
        List<ChangeRecord> deleted = unit.recordsOf(em -> {
            em.remove(team(em, id));
            unit.actor = () -> Actor.user("bob");
        });
        assertThat(deleted)
                .extracting(ChangeRecord::action, record -> record.actor().name())
                .containsExactly(tuple(DELETE, "ann"));
        assertThat(elementsOf(property(deleted.get(0), "words")).removed()).containsExactly("a");
    }

    @Test
    void eachRunOfOneActorIsARecord() {
        Long id = team((em, team) -> {});
        List<ChangeRecord> records = unit.recordsOf(em -> {
            unit.actor = () -> Actor.user("ann");
            team(em, id).words.add("a");
            em.flush();
            unit.actor = () -> Actor.user("bob");
            team(em, id).words.add("b");
        });

        assertThat(records)
                .extracting(record -> record.actor().name(), ChangeRecord::changes)
                .containsExactly(
                        tuple("ann", List.of(elements("words", List.of("a"), List.of()))),
                        tuple("bob", List.of(elements("words", List.of("b"), List.of()))));
    }

    @Test
    void whatIsRolledBackIsNotRecorded() {
        Long id = team((em, team) -> {});
        unit.reset();
        unit.transactions.executeWithoutResult(status -> {
            team(unit.entityManager(), id).words.add("a");
            unit.entityManager().flush();
            status.setRollbackOnly();
        });

        assertThat(unit.records()).isEmpty();
    }

    @Test
    void whatIsSetAtEachUpdateStandsBesideAChangeOfACollection() {
        Long id = unit.commitAndGet(em -> persisted(em, new Sheet())).id;

        ChangeRecord record = unit.only(em -> em.find(Sheet.class, id).lines.add("a"), UPDATE);
        assertThat(record.changes()).extracting(Change::property).containsExactly("changedAt", "lines");
        assertThat(property(record, "changedAt").oldValue())
                .isNotEqualTo(property(record, "changedAt").newValue());

        assertThat(unit.recordsOf(em -> {
                    em.find(Sheet.class, id).lines.add("b");
                    em.find(Sheet.class, id).lines.remove("b");
                }))
                .isEmpty();
    }

    // Rarer ones

    @Test
    void anArrayIsAList() {
        Long id = unit.commitAndGet(em -> {
                    Odd odd = new Odd();
                    odd.numbers = new int[] {1, 2};
                    return persisted(em, odd);
                })
                .id;

        ChangeRecord record = unit.only(em -> em.find(Odd.class, id).numbers = new int[] {1, 2, 3}, UPDATE);
        assertThat(elementsOf(property(record, "numbers")).added()).containsExactly(3);
    }

    @Test
    void rowsWithAnIdOfTheirOwnAreABag() {
        Long id = unit.commitAndGet(em -> {
                    Odd odd = new Odd();
                    odd.rows.addAll(List.of("a", "b"));
                    odd.fixed.add("x");
                    return persisted(em, odd);
                })
                .id;

        ChangeRecord record = unit.only(em -> em.find(Odd.class, id).rows.remove("a"), UPDATE);
        assertThat(record.changes()).containsExactly(elements("rows", List.of(), List.of("a")));

        ChangeRecord deleted = unit.only(em -> em.remove(em.find(Odd.class, id)), DELETE);
        assertThat(elementsOf(property(deleted, "rows")).removed()).containsExactly("b");
        assertThat(elementsOf(property(deleted, "fixed")).removed()).containsExactly("x");
    }

    @Test
    void aCollectionThatHibernateNeverWritesIsNotRecorded() {
        Long child = unit.commitAndGet(em -> persisted(em, new Child())).id;
        Long id = unit.commitAndGet(em -> persisted(em, new Odd())).id;

        assertThat(unit.recordsOf(em -> em.find(Odd.class, id).children.add(em.find(Child.class, child))))
                .isEmpty();
    }

    @Test
    void restrictedAndSoftlyDeletedElementsAreToldAsHibernateSeesThem() {
        Long ann = member("Ann");
        Long soft = unit.commitAndGet(em -> {
                    Soft one = new Soft();
                    one.marks.add("m");
                    return persisted(em, one);
                })
                .id;
        Long id = unit.commitAndGet(em -> {
                    Odd odd = new Odd();
                    odd.shown.add(em.find(Member.class, ann));
                    odd.soft.add(em.find(Soft.class, soft));
                    return persisted(em, odd);
                })
                .id;

        ChangeRecord record = unit.only(
                em -> {
                    em.find(Odd.class, id).shown.clear();
                    em.find(Odd.class, id).soft.clear();
                },
                UPDATE);
        assertThat(record.changes())
                .containsExactlyInAnyOrder(
                        elements("shown", List.of(), List.of(ann)), elements("soft", List.of(), List.of(soft)));
        ChangeRecord deleted = unit.only(em -> em.remove(em.find(Soft.class, soft)), DELETE);
        assertThat(elementsOf(property(deleted, "marks")).removed()).containsExactly("m");
    }

    private Long member(String name) {
        return unit.commitAndGet(em -> persisted(em, new Member(name))).id;
    }

    private Long team(BiConsumer<EntityManager, Team> with) {
        return unit.commitAndGet(em -> {
                    Team team = new Team("T-" + teams++);
                    with.accept(em, team);
                    return persisted(em, team);
                })
                .id;
    }

    private static Team team(EntityManager em, Long id) {
        return em.find(Team.class, id);
    }

    private List<Change> changes(Consumer<EntityManager> work) {
        return unit.only(work, UPDATE).changes();
    }

    private List<Change> change(Long id, BiConsumer<EntityManager, Team> work) {
        return changes(em -> work.accept(em, team(em, id)));
    }

    private static Change property(ChangeRecord record, String name) {
        return record.changes().stream()
                .filter(change -> change.property().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Elements elementsOf(Change change) {
        return Objects.requireNonNull(change.elements());
    }

    private static Change elements(String property, List<?> added, List<?> removed) {
        return new Change(property, Elements.of(added, removed));
    }

    private static Map<String, @Nullable Object> contact(String name) {
        Map<String, @Nullable Object> contact = new HashMap<>();
        contact.put("name", name);
        contact.put("pin", Hidden.MASKED);
        return contact;
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the application may
    private static <T> T nothing() {
        return null;
    }
}
