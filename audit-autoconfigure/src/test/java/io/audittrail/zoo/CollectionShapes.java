package io.audittrail.zoo;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hibernate.annotations.SortNatural;
import org.jspecify.annotations.NullUnmarked;

/** Entities that hold several of something. */
@NullUnmarked
final class CollectionShapes {

    /** To say what was in a collection that nobody has looked at, auditing has to look. */
    private static final String LOOK = "executeQuery select";

    private CollectionShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("a set of texts", Tagged.class)
                        .then(
                                em -> em.persist(new Tagged()),
                                "CREATE Tagged 1 {name: null, tags: {added: ['a', 'b'], removed: []}}")
                        .then(
                                tagged(found -> {
                                    found.tags.remove("a");
                                    found.tags.add("c");
                                }),
                                "UPDATE Tagged 1 {tags: {added: ['c'], removed: ['a']}}")
                        .then(
                                tagged(found -> {
                                    found.name = "n";
                                    found.tags.add("d");
                                }),
                                "UPDATE Tagged 1 {name: [null, 'n'], tags: {added: ['d'], removed: []}}")
                        .then(tagged(found -> {
                            found.tags.add("x");
                            found.tags.remove("x");
                        }))
                        .then(
                                tagged(found -> found.tags.clear()),
                                "UPDATE Tagged 1 {tags: {added: [], removed: ['b', 'c', 'd']}}")
                        .then(
                                tagged(found -> found.tags = new HashSet<>(Set.of("y"))),
                                "UPDATE Tagged 1 {tags: {added: ['y'], removed: []}}")
                        .butLoads(LOOK)
                        .then(
                                em -> em.remove(em.find(Tagged.class, 1L)),
                                "DELETE Tagged 1 {name: 'n', tags: {added: [], removed: ['y']}}")
                        .butLoads(LOOK),
                Shape.of("a collection that is put in the place of one not loaded", Replaced.class)
                        .then(
                                em -> em.persist(new Replaced()),
                                "CREATE Replaced 1 {words: {added: ['a', 'b'], removed: []}}")
                        .then(
                                em -> em.find(Replaced.class, 1L).words = new HashSet<>(Set.of("b", "c")),
                                "UPDATE Replaced 1 {words: {added: ['c'], removed: ['a']}}")
                        .butLoads(LOOK)
                        .then(
                                em -> em.find(Replaced.class, 1L).words = null,
                                "UPDATE Replaced 1 {words: {added: [], removed: ['b', 'c']}}")
                        .butLoads(LOOK)
                        .then(
                                em -> em.remove(em.find(Replaced.class, 1L)),
                                "DELETE Replaced 1 {words: {added: [], removed: []}}")
                        .butLoads(LOOK),
                Shape.of("a bag with duplicates", Bagged.class)
                        .then(
                                em -> em.persist(new Bagged()),
                                "CREATE Bagged 1 {words: {added: ['a', 'a', 'b'], removed: []}}")
                        .then(
                                em -> em.find(Bagged.class, 1L).words.add("a"),
                                "UPDATE Bagged 1 {words: {added: ['a'], removed: []}}")
                        .then(
                                em -> em.find(Bagged.class, 1L).words.remove("a"),
                                "UPDATE Bagged 1 {words: {added: [], removed: ['a']}}")
                        .then(
                                em -> em.remove(em.find(Bagged.class, 1L)),
                                "DELETE Bagged 1 {words: {added: [], removed: ['a', 'a', 'b']}}")
                        .butLoads(LOOK),
                Shape.of("an ordered list", Listed.class)
                        .then(
                                em -> em.persist(new Listed()),
                                "CREATE Listed 1 {words: {added: ['a', 'b', 'c'], removed: []}}")
                        .then(
                                em -> em.find(Listed.class, 1L).words.add("d"),
                                "UPDATE Listed 1 {words: {added: ['d'], removed: []}}")
                        .then(
                                em -> em.find(Listed.class, 1L).words.remove(1),
                                "UPDATE Listed 1 {words: {added: [], removed: ['b']}}")
                        .then(
                                em -> em.find(Listed.class, 1L).words.add(0, "z"),
                                "UPDATE Listed 1 {words: [['a', 'c', 'd'], ['z', 'a', 'c', 'd']]}")
                        .then(
                                em -> java.util.Collections.swap(em.find(Listed.class, 1L).words, 0, 1),
                                "UPDATE Listed 1 {words: [['z', 'a', 'c', 'd'], ['a', 'z', 'c', 'd']]}")
                        .then(
                                em -> em.remove(em.find(Listed.class, 1L)),
                                "DELETE Listed 1 {words: {added: [], removed: ['a', 'z', 'c', 'd']}}")
                        .butLoads(LOOK),
                Shape.of("a map of texts", Mapped.class)
                        .then(
                                em -> em.persist(new Mapped()),
                                "CREATE Mapped 1 {words: {added: [{key: 'k', value: 'v'}], removed: []}}")
                        .then(
                                em -> {
                                    Mapped mapped = em.find(Mapped.class, 1L);
                                    mapped.words.put("k", "w");
                                    mapped.words.put("l", "x");
                                },
                                "UPDATE Mapped 1 {words: {added: [{key: 'l', value: 'x'}], removed: [],"
                                        + " changed: {k: {old: 'v', new: 'w'}}}}")
                        .then(
                                em -> em.find(Mapped.class, 1L).words.remove("k"),
                                "UPDATE Mapped 1 {words: {added: [], removed: [{key: 'k', value: 'w'}]}}")
                        .then(
                                em -> em.remove(em.find(Mapped.class, 1L)),
                                "DELETE Mapped 1 {words: {added: [], removed: [{key: 'l', value: 'x'}]}}")
                        .butLoads(LOOK),
                Shape.of("a map of amounts by enum", Budget.class)
                        .then(
                                em -> em.persist(new Budget()),
                                "CREATE Budget 1 {amounts: {added: [{key: 'TRAVEL', value: 1.50}], removed: []}}")
                        .then(
                                em -> em.find(Budget.class, 1L).amounts.put(Item.TRAVEL, new BigDecimal("2.50")),
                                "UPDATE Budget 1 {amounts: {added: [], removed: [],"
                                        + " changed: {TRAVEL: {old: 1.50, new: 2.50}}}}")
                        .then(
                                em -> em.remove(em.find(Budget.class, 1L)),
                                "DELETE Budget 1 {amounts: {added: [], removed: [{key: 'TRAVEL', value: 2.50}]}}")
                        .butLoads(LOOK),
                Shape.of("a set of embeddables", Polygon.class)
                        .then(
                                em -> em.persist(new Polygon()),
                                "CREATE Polygon 1 {corners: {added: [{x: 1, y: 2}], removed: []}}")
                        .then(
                                em -> em.find(Polygon.class, 1L).corners.add(new Corner(3, 4)),
                                "UPDATE Polygon 1 {corners: {added: [{x: 3, y: 4}], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Polygon.class, 1L)),
                                "DELETE Polygon 1 {corners: {added: [], removed: [{x: 1, y: 2}, {x: 3, y: 4}]}}")
                        .butLoads(LOOK),
                Shape.of("a map of embeddables", Places.class)
                        .then(
                                em -> em.persist(new Places()),
                                "CREATE Places 1 {corners: {added: [{key: 'a', value: {x: 1, y: 2}}], removed: []}}")
                        .then(
                                em -> em.find(Places.class, 1L).corners.put("a", new Corner(5, 6)),
                                "UPDATE Places 1 {corners: {added: [], removed: [],"
                                        + " changed: {a: {old: {x: 1, y: 2}, new: {x: 5, y: 6}}}}}")
                        .then(
                                em -> em.remove(em.find(Places.class, 1L)),
                                "DELETE Places 1 {corners: {added: [], removed: [{key: 'a', value: {x: 5, y: 6}}]}}")
                        .butLoads(LOOK),
                Shape.of("dates, and what is converted", Diary.class)
                        .then(
                                em -> em.persist(new Diary()),
                                "CREATE Diary 1 {days: {added: ['2026-01-02'], removed: []},"
                                        + " ranges: {added: ['1..2'], removed: []}}")
                        .then(
                                em -> em.find(Diary.class, 1L).ranges.add(new BasicShapes.Range(3, 4)),
                                "UPDATE Diary 1 {ranges: {added: ['3..4'], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Diary.class, 1L)),
                                "DELETE Diary 1 {days: {added: [], removed: ['2026-01-02']},"
                                        + " ranges: {added: [], removed: ['1..2', '3..4']}}")
                        .butLoads(LOOK, LOOK),
                Shape.of("a sorted set", Sorted.class)
                        .then(em -> em.persist(new Sorted()), "CREATE Sorted 1 {numbers: {added: [1, 2], removed: []}}")
                        .then(
                                em -> em.find(Sorted.class, 1L).numbers.remove(1),
                                "UPDATE Sorted 1 {numbers: {added: [], removed: [1]}}")
                        .then(
                                em -> em.remove(em.find(Sorted.class, 1L)),
                                "DELETE Sorted 1 {numbers: {added: [], removed: [2]}}")
                        .butLoads(LOOK),
                Shape.of("a list that is sorted as it is read", Ranked.class)
                        .then(em -> em.persist(new Ranked()), "CREATE Ranked 1 {numbers: {added: [2, 1], removed: []}}")
                        .then(
                                em -> em.find(Ranked.class, 1L).numbers.add(0),
                                "UPDATE Ranked 1 {numbers: {added: [0], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Ranked.class, 1L)),
                                "DELETE Ranked 1 {numbers: {added: [], removed: [0, 1, 2]}}")
                        .butLoads(LOOK),
                Shape.of("an array of its own table", Slots.class)
                        .then(em -> em.persist(new Slots()), "CREATE Slots 1 {words: {added: ['a', 'b'], removed: []}}")
                        .then(
                                em -> em.find(Slots.class, 1L).words[0] = "c",
                                "UPDATE Slots 1 {words: [['a', 'b'], ['c', 'b']]}")
                        .then(
                                em -> em.remove(em.find(Slots.class, 1L)),
                                "DELETE Slots 1 {words: {added: [], removed: ['c', 'b']}}"),
                Shape.of("a collection within an embeddable", Carrier.class)
                        .then(
                                em -> em.persist(new Carrier()),
                                "CREATE Carrier 1 {load: {name: 'l'}, 'load.words': {added: ['a'], removed: []}}")
                        .then(
                                em -> em.find(Carrier.class, 1L).load.words.add("b"),
                                "UPDATE Carrier 1 {'load.words': {added: ['b'], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Carrier.class, 1L)),
                                "DELETE Carrier 1 {load: {name: 'l'}, 'load.words': {added: [], removed: ['a', 'b']}}")
                        .butLoads(LOOK),
                Shape.of("a collection of a superclass", Inheriting.class)
                        .then(
                                em -> em.persist(new Inheriting()),
                                "CREATE Inheriting 1 {words: {added: ['a'], removed: []}}")
                        .then(
                                em -> em.find(Inheriting.class, 1L).words.add("b"),
                                "UPDATE Inheriting 1 {words: {added: ['b'], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Inheriting.class, 1L)),
                                "DELETE Inheriting 1 {words: {added: [], removed: ['a', 'b']}}")
                        .butLoads(LOOK),
                Shape.of("a collection of a joined type", Upper.class, Lower.class)
                        .then(
                                em -> em.persist(new Lower()),
                                "CREATE Lower 1 {words: {added: ['a'], removed: []},"
                                        + " more: {added: ['b'], removed: []}}")
                        .then(
                                em -> em.find(Upper.class, 1L).words.add("c"),
                                "UPDATE Lower 1 {words: {added: ['c'], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Upper.class, 1L)),
                                "DELETE Lower 1 {words: {added: [], removed: ['a', 'c']},"
                                        + " more: {added: [], removed: ['b']}}")
                        .butLoads(LOOK, LOOK),
                Shape.of("a collection beside a version", Counted.class)
                        .then(em -> em.persist(new Counted()), "CREATE Counted 1 {words: {added: [], removed: []}}")
                        .then(
                                em -> em.find(Counted.class, 1L).words.add("b"),
                                "UPDATE Counted 1 {words: {added: ['b'], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Counted.class, 1L)),
                                "DELETE Counted 1 {words: {added: [], removed: ['b']}}")
                        .butLoads(LOOK),
                Shape.of("many to many", Student.class, Course.class)
                        .then(
                                em -> {
                                    Course one = new Course(1);
                                    Student student = new Student();
                                    em.persist(one);
                                    em.persist(new Course(2));
                                    em.persist(student);
                                    student.courses.add(one);
                                    one.students.add(student);
                                },
                                "CREATE Course 1 {}",
                                "CREATE Course 2 {}",
                                "CREATE Student 1 {courses: {added: [1], removed: []}}")
                        .then(
                                em -> {
                                    Student student = em.find(Student.class, 1L);
                                    student.courses.clear();
                                    student.courses.add(em.getReference(Course.class, 2L));
                                },
                                "UPDATE Student 1 {courses: {added: [2], removed: [1]}}")
                        // The far side alone changes nothing.
                        .then(em -> em.find(Course.class, 1L).students.add(em.find(Student.class, 1L)))
                        .then(
                                em -> em.remove(em.find(Student.class, 1L)),
                                "DELETE Student 1 {courses: {added: [], removed: [2]}}")
                        .butLoads(LOOK),
                Shape.of("many to many, ordered", Podium.class, Runner.class)
                        .then(
                                em -> {
                                    Podium podium = new Podium();
                                    for (long id = 1; id <= 3; id++) {
                                        Runner runner = new Runner(id);
                                        em.persist(runner);
                                        podium.runners.add(runner);
                                    }
                                    em.persist(podium);
                                },
                                "CREATE Runner 1 {}",
                                "CREATE Runner 2 {}",
                                "CREATE Runner 3 {}",
                                "CREATE Podium 1 {runners: {added: [1, 2, 3], removed: []}}")
                        .then(
                                em -> java.util.Collections.swap(em.find(Podium.class, 1L).runners, 0, 2),
                                "UPDATE Podium 1 {runners: [[1, 2, 3], [3, 2, 1]]}")
                        .then(
                                em -> em.remove(em.find(Podium.class, 1L)),
                                "DELETE Podium 1 {runners: {added: [], removed: [3, 2, 1]}}")
                        .butLoads(LOOK),
                Shape.of("one to many, by a column of theirs", Basket.class, Fruit.class)
                        .then(
                                em -> {
                                    Basket basket = new Basket(1);
                                    basket.fruits.add(new Fruit(1));
                                    basket.fruits.add(new Fruit(2));
                                    em.persist(basket);
                                    em.persist(new Basket(2));
                                },
                                "CREATE Basket 1 {fruits: {added: [1, 2], removed: []}}",
                                "CREATE Fruit 1 {}",
                                "CREATE Fruit 2 {}",
                                "CREATE Basket 2 {fruits: {added: [], removed: []}}")
                        .then(
                                em -> {
                                    Fruit fruit = em.find(Fruit.class, 1L);
                                    em.find(Basket.class, 1L).fruits.remove(fruit);
                                    em.find(Basket.class, 2L).fruits.add(fruit);
                                },
                                "UPDATE Basket 1 {fruits: {added: [], removed: [1]}}",
                                "UPDATE Basket 2 {fruits: {added: [1], removed: []}}")
                        .then(
                                em -> em.remove(em.find(Basket.class, 1L)),
                                "DELETE Basket 1 {fruits: {added: [], removed: [2]}}",
                                "DELETE Fruit 2 {}"),
                Shape.of("one to many, in a table of its own", Shelf.class, Volume.class)
                        .then(
                                em -> {
                                    Shelf shelf = new Shelf();
                                    Volume volume = new Volume();
                                    em.persist(volume);
                                    shelf.volumes.add(volume);
                                    em.persist(shelf);
                                },
                                "CREATE Volume 1 {}",
                                "CREATE Shelf 1 {volumes: {added: [1], removed: []}}")
                        .then(
                                em -> em.find(Shelf.class, 1L).volumes.clear(),
                                "UPDATE Shelf 1 {volumes: {added: [], removed: [1]}}")
                        .then(
                                em -> em.remove(em.find(Shelf.class, 1L)),
                                "DELETE Shelf 1 {volumes: {added: [], removed: []}}")
                        .butLoads(LOOK),
                Shape.of("a map of entities", Roles.class, Actress.class)
                        .then(
                                em -> {
                                    Actress actress = new Actress();
                                    em.persist(actress);
                                    Roles roles = new Roles();
                                    roles.cast.put("hero", actress);
                                    em.persist(roles);
                                },
                                "CREATE Actress 1 {}",
                                "CREATE Roles 1 {cast: {added: [{key: 'hero', value: 1}], removed: []}}")
                        .then(
                                em -> {
                                    Roles roles = em.find(Roles.class, 1L);
                                    roles.cast.put("villain", roles.cast.remove("hero"));
                                },
                                "UPDATE Roles 1 {cast: {added: [{key: 'villain', value: 1}],"
                                        + " removed: [{key: 'hero', value: 1}]}}")
                        .then(
                                em -> em.remove(em.find(Roles.class, 1L)),
                                "DELETE Roles 1 {cast: {added: [], removed: [{key: 'villain', value: 1}]}}")
                        .butLoads(LOOK),
                Shape.of("a map by entities", Votes.class, Candidate.class)
                        .then(
                                em -> {
                                    Candidate candidate = new Candidate();
                                    em.persist(candidate);
                                    Votes votes = new Votes();
                                    votes.counts.put(candidate, 5);
                                    em.persist(votes);
                                },
                                "CREATE Candidate 1 {}",
                                "CREATE Votes 1 {counts: {added: [{key: 1, value: 5}], removed: []}}")
                        .then(
                                em -> em.find(Votes.class, 1L).counts.put(em.find(Candidate.class, 1L), 6),
                                "UPDATE Votes 1 {counts: {added: [], removed: [], changed: {'1': {old: 5, new: 6}}}}")
                        .then(
                                em -> em.remove(em.find(Votes.class, 1L)),
                                "DELETE Votes 1 {counts: {added: [], removed: [{key: 1, value: 6}]}}")
                        .butLoads(LOOK));
    }

    private static Consumer<EntityManager> tagged(Consumer<Tagged> change) {
        return em -> change.accept(em.find(Tagged.class, 1L));
    }

    @Entity(name = "Tagged")
    static class Tagged {
        @Id
        Long id = 1L;

        String name;

        @ElementCollection
        Set<String> tags = new HashSet<>(Set.of("a", "b"));
    }

    @Entity(name = "Replaced")
    static class Replaced {
        @Id
        Long id = 1L;

        @ElementCollection
        Set<String> words = new HashSet<>(Set.of("a", "b"));
    }

    @Entity(name = "Bagged")
    static class Bagged {
        @Id
        Long id = 1L;

        @ElementCollection
        List<String> words = new ArrayList<>(List.of("a", "a", "b"));
    }

    @Entity(name = "Listed")
    static class Listed {
        @Id
        Long id = 1L;

        @ElementCollection
        @OrderColumn(name = "place")
        List<String> words = new ArrayList<>(List.of("a", "b", "c"));
    }

    @Entity(name = "Mapped")
    static class Mapped {
        @Id
        Long id = 1L;

        @ElementCollection
        @MapKeyColumn(name = "word_key")
        @Column(name = "word")
        Map<String, String> words = new HashMap<>(Map.of("k", "v"));
    }

    enum Item {
        TRAVEL,
        FOOD
    }

    @Entity(name = "Budget")
    static class Budget {
        @Id
        Long id = 1L;

        @ElementCollection
        @MapKeyEnumerated(EnumType.STRING)
        @MapKeyColumn(name = "item")
        @Column(name = "amount", precision = 12, scale = 2)
        Map<Item, BigDecimal> amounts = new HashMap<>(Map.of(Item.TRAVEL, new BigDecimal("1.50")));
    }

    @Embeddable
    record Corner(int x, int y) {}

    @Entity(name = "Polygon")
    static class Polygon {
        @Id
        Long id = 1L;

        @ElementCollection
        Set<Corner> corners = new HashSet<>(Set.of(new Corner(1, 2)));
    }

    @Entity(name = "Places")
    static class Places {
        @Id
        Long id = 1L;

        @ElementCollection
        @MapKeyColumn(name = "place")
        Map<String, Corner> corners = new HashMap<>(Map.of("a", new Corner(1, 2)));
    }

    @Entity(name = "Diary")
    static class Diary {
        @Id
        Long id = 1L;

        @ElementCollection
        @Column(name = "on_day")
        Set<LocalDate> days = new HashSet<>(Set.of(LocalDate.of(2026, 1, 2)));

        @ElementCollection
        @Convert(converter = BasicShapes.RangeToText.class)
        @Column(name = "a_range")
        Set<BasicShapes.Range> ranges = new HashSet<>(Set.of(new BasicShapes.Range(1, 2)));
    }

    @Entity(name = "Sorted")
    static class Sorted {
        @Id
        Long id = 1L;

        @ElementCollection
        @SortNatural
        SortedSet<Integer> numbers = new TreeSet<>(Set.of(1, 2));
    }

    @Entity(name = "Ranked")
    static class Ranked {
        @Id
        Long id = 1L;

        @ElementCollection
        @OrderBy
        List<Integer> numbers = new ArrayList<>(List.of(2, 1));
    }

    @Entity(name = "Slots")
    static class Slots {
        @Id
        Long id = 1L;

        @ElementCollection
        @OrderColumn(name = "place")
        String[] words = {"a", "b"};
    }

    @Embeddable
    static class Load {
        @Column(name = "load_name")
        String name = "l";

        @ElementCollection
        @CollectionTable(name = "carrier_word")
        Set<String> words = new HashSet<>(Set.of("a"));
    }

    @Entity(name = "Carrier")
    static class Carrier {
        @Id
        Long id = 1L;

        @Embedded
        Load load = new Load();
    }

    @MappedSuperclass
    static class Wordy {
        @Id
        Long id = 1L;

        @ElementCollection
        Set<String> words = new HashSet<>(Set.of("a"));
    }

    @Entity(name = "Inheriting")
    static class Inheriting extends Wordy {}

    @Entity(name = "Upper")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Upper {
        @Id
        Long id = 1L;

        @ElementCollection
        Set<String> words = new HashSet<>(Set.of("a"));
    }

    @Entity(name = "Lower")
    static class Lower extends Upper {
        @ElementCollection
        Set<String> more = new HashSet<>(Set.of("b"));
    }

    @Entity(name = "Counted")
    static class Counted {
        @Id
        Long id = 1L;

        @Version
        int version;

        @ElementCollection
        Set<String> words = new HashSet<>();
    }

    @Entity(name = "Student")
    static class Student {
        @Id
        Long id = 1L;

        @ManyToMany
        Set<Course> courses = new HashSet<>();
    }

    @Entity(name = "Course")
    static class Course {
        @Id
        Long id;

        @ManyToMany(mappedBy = "courses")
        Set<Student> students = new HashSet<>();

        Course() {}

        Course(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Podium")
    static class Podium {
        @Id
        Long id = 1L;

        @ManyToMany
        @OrderColumn(name = "place")
        List<Runner> runners = new ArrayList<>();
    }

    @Entity(name = "Runner")
    static class Runner {
        @Id
        Long id;

        Runner() {}

        Runner(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Basket")
    static class Basket {
        @Id
        Long id;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "basket_id")
        Set<Fruit> fruits = new LinkedHashSet<>();

        Basket() {}

        Basket(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Fruit")
    static class Fruit {
        @Id
        Long id;

        Fruit() {}

        Fruit(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        Long id = 1L;

        @OneToMany
        @JoinTable(name = "shelf_volume")
        List<Volume> volumes = new ArrayList<>();
    }

    @Entity(name = "Volume")
    static class Volume {
        @Id
        Long id = 1L;
    }

    @Entity(name = "Roles")
    static class Roles {
        @Id
        Long id = 1L;

        @ManyToMany
        @JoinTable(name = "roles_cast")
        @MapKeyColumn(name = "role_name")
        Map<String, Actress> cast = new HashMap<>();
    }

    @Entity(name = "Actress")
    static class Actress {
        @Id
        Long id = 1L;
    }

    @Entity(name = "Votes")
    static class Votes {
        @Id
        Long id = 1L;

        @ElementCollection
        @MapKeyJoinColumn(name = "candidate_id")
        @Column(name = "votes")
        Map<Candidate, Integer> counts = new HashMap<>();
    }

    @Entity(name = "Candidate")
    static class Candidate {
        @Id
        Long id = 1L;
    }
}
