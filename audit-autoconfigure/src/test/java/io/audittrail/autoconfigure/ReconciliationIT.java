package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.audittrail.Actor;
import io.audittrail.ActorResolver;
import io.audittrail.AuditContext;
import io.audittrail.AuditQuery;
import io.audittrail.AuditReconciliation;
import io.audittrail.AuditReconciliation.Difference;
import io.audittrail.AuditReconciliation.Report;
import io.audittrail.AuditReconciliation.Source;
import io.audittrail.AuditTrail;
import io.audittrail.Masked;
import io.audittrail.reconcile.RegularReconciliation;
import io.audittrail.testing.Configurations;
import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an application's log and its triggers do not tell alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationIT {

    @TempDir
    static Path directory;

    private final TestDatabase database = PostgresServer.newDatabase().withConnections(2);
    private String actor = "alice";
    private long nextId;
    private Instant begin = Instant.EPOCH;
    private AnnotationConfigApplicationContext application = unopened();

    @SuppressWarnings("NullAway") // opened before the tests
    private static AnnotationConfigApplicationContext unopened() {
        return null;
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Animal {
        @Id
        public Long id = 0L;

        public @Nullable String name;
    }

    @Entity(name = "Dog")
    public static class Dog extends Animal {
        public int barks;

        @ElementCollection
        @OrderColumn
        public List<String> tricks = new ArrayList<>();
    }

    @Entity(name = "Kennel")
    public static class Kennel {
        @Id
        public Long id = 0L;

        @OneToMany
        @JoinColumn(name = "kennel_id")
        @OrderColumn
        public List<Bowl> bowls = new ArrayList<>();

        @OneToMany
        @JoinTable
        @OrderColumn
        public List<Bowl> spare = new ArrayList<>();

        @Embedded
        public Store store = new Store();
    }

    @Embeddable
    public static class Store {
        public int shelves;

        @ElementCollection
        @OrderColumn
        public List<String> food = new ArrayList<>();
    }

    @Entity(name = "Bowl")
    public static class Bowl {
        @Id
        public Long id = 0L;

        public int size;
    }

    @Entity(name = "Key")
    public static class Key {
        @Id
        @Masked
        public String id = "";

        public boolean open;

        @Masked
        public @Nullable String code;
    }

    @Entity(name = "Shape")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class Shape {
        @Id
        public Long id = 0L;

        public int size;
    }

    @Entity(name = "Disc")
    public static class Disc extends Shape {}

    @Entity(name = "Ring")
    public static class Ring extends Disc {
        public int hole;
    }

    @Entity(name = "Shelf")
    public static class Shelf {
        @Id
        public Long id = 0L;

        @OneToMany(mappedBy = "shelf")
        @OrderColumn(name = "place")
        public List<Book> books = new ArrayList<>();

        @OneToMany(mappedBy = "index")
        @MapKeyColumn(name = "letter")
        public Map<String, Book> byLetter = new HashMap<>();

        @OneToMany(mappedBy = "shelf")
        @MapKey(name = "title")
        public Map<String, Book> byTitle = new HashMap<>();
    }

    @Entity(name = "Book")
    public static class Book {
        @Id
        public Long id = 0L;

        public @Nullable String title;

        @Masked
        public @Nullable String pin;

        @ManyToOne
        public @Nullable Shelf shelf;

        @ManyToOne
        public @Nullable Shelf index;
    }

    @Entity(name = "Price")
    public static class Price {
        @Id
        @Column(precision = 10, scale = 2)
        public BigDecimal id = BigDecimal.ZERO;

        public @Nullable String text;
    }

    @Entity(name = "Code")
    public static class Code {
        @Id
        @Column(columnDefinition = "char(5)")
        public String id = "";

        public @Nullable String text;
    }

    @Entity(name = "Moment")
    public static class Moment {
        @Id
        public OffsetDateTime id = OffsetDateTime.MIN;

        public @Nullable String text;
    }

    @Embeddable
    public record Place(
            @Column(precision = 10, scale = 2) BigDecimal far,
            @Column(columnDefinition = "char(4)") String side) implements Serializable {}

    @Entity(name = "Post")
    public static class Post {
        @EmbeddedId
        public Place id = new Place(BigDecimal.ZERO, "");

        public @Nullable String text;
    }

    /** In the database, an hour has seconds. */
    @Entity(name = "Hour")
    public static class Hour {
        @Id
        public LocalTime id = LocalTime.MIN;

        public @Nullable String text;
    }

    @BeforeAll
    void open() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "spring.jpa.hibernate.ddl-auto=create",
                        "audit.tables.enabled=true",
                        "audit.tables.initialize-schema=always",
                        "audit.postgres.triggers.enabled=true",
                        "audit.postgres.triggers.schema-action=apply",
                        "audit.allow-pause=true",
                        "audit.reads.entities=Post",
                        "audit.ledger.stream=test",
                        "audit.ledger.directory=" + directory.resolve("log"))
                .applyTo(context);
        context.registerBean(ActorResolver.class, () -> () -> Actor.user(actor));
        Configurations.start(
                context,
                database::open,
                List.of(
                        Animal.class,
                        Dog.class,
                        Kennel.class,
                        Bowl.class,
                        Key.class,
                        Shape.class,
                        Disc.class,
                        Ring.class,
                        Shelf.class,
                        Book.class,
                        Price.class,
                        Code.class,
                        Moment.class,
                        Post.class,
                        Hour.class));
        application = context;
        database.execute(
                "create function enlarge(it bigint) returns void language sql as"
                        + " 'update bowl set size = size + 1 where id = it'",
                "create function swap() returns void language sql as $$ update key set open = false where id = 'one';"
                        + " update key set open = true where id = 'two' $$",
                "create function repin(it bigint) returns void language sql as"
                        + " $$ update book set pin = '1' where id = it; update book set pin = '2' where id = it $$",
                "create function lend() returns void language sql as"
                        + " $$ insert into key (id, open) values ('lent', false) $$",
                "create function retitle(it bigint) returns void language sql as"
                        + " $$ update book set title = 'Another', place = 7 where id = it $$");
    }

    @AfterAll
    void close() {
        application.close();
    }

    @BeforeEach
    void begin() {
        actor = "alice";
        begin = between();
    }

    @Test
    void whatIsInTheLogRowByRowIsNoDifference() {
        Dog dog = dog();
        Kennel kennel = new Kennel();
        kennel.id = ++nextId;
        Hour hour = new Hour();
        hour.id = LocalTime.of((int) ++nextId % 24, 0);
        commit(em -> {
            em.persist(dog);
            kennel.bowls.add(bowl(em));
            kennel.spare.add(bowl(em));
            em.persist(kennel);
            em.persist(hour);
        });
        actor = "bob";
        commit(em -> em.find(Dog.class, dog.id).tricks.add("sit"));
        commit(em -> {
            Kennel found = em.find(Kennel.class, kennel.id);
            found.bowls.add(0, bowl(em));
            found.spare.clear();
            AuditContext.runAs("import", () -> {
                em.find(Dog.class, dog.id).name = "Rex";
                em.flush();
            });
        });
        commit(em -> {
            Kennel found = em.find(Kennel.class, kennel.id);
            found.bowls.add(found.bowls.remove(0));
        });
        commit(em -> em.find(Hour.class, hour.id).text = "noon");
        commit(em -> {
            em.remove(em.find(Dog.class, dog.id));
            em.remove(em.find(Kennel.class, kennel.id));
            em.remove(em.find(Hour.class, hour.id));
        });

        Report report = compared();
        assertThat(report.differences()).isEmpty();
        assertThat(report.totals()).isEmpty();
        assertThat(report.transactions()).isEqualTo(6);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void collectionsOfAnEmbeddableAreOfItsEntity() {
        Kennel kennel = new Kennel();
        kennel.id = ++nextId;
        commit(em -> em.persist(kennel));
        commit(em -> em.find(Kennel.class, kennel.id).store.food.add("bones"));

        assertThat(compared().differences()).isEmpty();
    }

    @Test
    void whatIsNothingInTheEndIsNoDifference() {
        Dog dog = dog();
        commit(em -> em.persist(dog));
        commit(em -> {
            Dog other = dog();
            em.persist(other);
            em.flush();
            em.remove(other);
            Dog found = em.find(Dog.class, dog.id);
            found.name = "Other";
            em.flush();
            found.name = dog.name;
            em.persist(dog());
        });

        assertThat(compared().differences()).isEmpty();
    }

    @Test
    void aTransactionThatIsNothingInTheEndIsNoDifference() {
        Dog dog = dog();
        commit(em -> em.persist(dog));
        commit(em -> {
            Dog other = dog();
            other.tricks.add("sit");
            em.persist(other);
            em.flush();
            em.remove(other);
        });
        commit(em -> {
            Dog found = em.find(Dog.class, dog.id);
            found.name = "Other";
            em.flush();
            found.name = dog.name;
        });
        commit(em -> {
            Dog found = em.find(Dog.class, dog.id);
            found.tricks.addAll(List.of("sit", "sit"));
            em.flush();
            found.tricks.clear();
        });

        Report report = compared();
        assertThat(report.differences()).isEmpty();
        assertThat(report.transactions()).isEqualTo(4);
    }

    @Test
    void whatOnlyLooksLikeNothingIsFound() {
        Key one = new Key();
        one.id = "one";
        one.open = true;
        Key two = new Key();
        two.id = "two";
        Book book = new Book();
        book.id = ++nextId;
        commit(em -> {
            em.persist(one);
            em.persist(two);
            em.persist(book);
        });
        commit(em -> {
            bowl(em);
            call(em, "swap()");
        });
        commit(em -> {
            bowl(em);
            call(em, "repin(" + book.id + ")");
        });

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactlyInAnyOrder(
                        "UPDATE public.key UNKNOWN 2:0 unexplained", "UPDATE public.book UNKNOWN 2:0 unexplained");
    }

    @Test
    void entitiesWithAMaskedIdAreCounted() {
        Key one = new Key();
        one.id = "first";
        Key two = new Key();
        two.id = "second";
        commit(em -> {
            em.persist(one);
            em.persist(two);
        });
        commit(em -> {
            em.find(Key.class, one.id).open = true;
            em.find(Key.class, two.id).code = "1234";
        });
        commit(em -> {
            Key passing = new Key();
            passing.id = "passing";
            em.persist(passing);
            em.flush();
            em.remove(passing);
        });
        commit(em -> {
            em.remove(em.find(Key.class, one.id));
            em.remove(em.find(Key.class, two.id));
        });
        assertThat(compared().differences()).isEmpty();

        commit(em -> {
            Key third = new Key();
            third.id = "third";
            em.persist(third);
            em.flush();
            call(em, "lend()");
        });
        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("INSERT public.key UNKNOWN 1:0 unexplained");
    }

    @Test
    void aStatementOnATypeWithATablePerClassExplainsRowsOfAllOfThem() {
        commit(em -> {
            Disc disc = new Disc();
            disc.id = ++nextId;
            em.persist(disc);
            Ring ring = new Ring();
            ring.id = ++nextId;
            em.persist(ring);
        });
        commit(em -> em.createQuery("update Shape set size = 1").executeUpdate());
        commit(em -> em.createQuery("update Disc set size = 2").executeUpdate());
        commit(em -> em.createQuery("update Ring set size = 3, hole = 1").executeUpdate());

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactlyInAnyOrder(
                        "UPDATE public.disc BULK 1:1",
                        "UPDATE public.ring BULK 1:1",
                        "UPDATE public.disc BULK 1:1",
                        "UPDATE public.ring BULK 1:1",
                        "UPDATE public.ring BULK 1:1");
    }

    @Test
    void thePlaceInACollectionThatAnotherSideWritesIsNoDifference() {
        Shelf shelf = new Shelf();
        shelf.id = ++nextId;
        Book first = book("First");
        Book second = book("Second");
        commit(em -> {
            em.persist(shelf);
            for (Book book : List.of(first, second)) {
                book.shelf = shelf;
                book.index = shelf;
                em.persist(book);
                shelf.books.add(book);
                shelf.byLetter.put(String.valueOf(book.title).substring(0, 1), book);
            }
        });
        commit(em -> {
            Shelf found = em.find(Shelf.class, shelf.id);
            found.books.add(found.books.remove(0));
        });
        commit(em -> {
            Shelf found = em.find(Shelf.class, shelf.id);
            Book third = book("Third");
            third.shelf = found;
            em.persist(third);
            found.books.add(0, third);
            found.byLetter.put("Z", found.byLetter.remove("S"));
        });
        assertThat(compared().differences()).isEmpty();

        commit(em -> {
            bowl(em);
            call(em, "retitle(" + first.id + ")");
        });
        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("UPDATE public.book UNKNOWN 1:0 unexplained");
    }

    @Test
    void anIdThatTheDatabaseWritesOtherwiseIsTheSame() {
        Price price = new Price();
        price.id = new BigDecimal("1.5");
        Code code = new Code();
        code.id = "ab";
        Moment moment = new Moment();
        moment.id = OffsetDateTime.parse("2026-01-01T10:00:00+05:00");
        Post post = new Post();
        post.id = new Place(new BigDecimal("2.5"), "ne");
        commit(em -> {
            em.persist(price);
            em.persist(code);
            em.persist(moment);
            em.persist(post);
        });
        commit(em -> {
            em.find(Price.class, price.id).text = "low";
            em.find(Code.class, code.id).text = "old";
            em.find(Moment.class, moment.id).text = "new";
            em.find(Post.class, post.id).text = "red";
        });
        commit(em -> {
            em.remove(em.find(Price.class, price.id));
            em.remove(em.find(Code.class, code.id));
            em.remove(em.find(Moment.class, moment.id));
            em.remove(em.find(Post.class, post.id));
        });

        assertThat(compared().differences()).isEmpty();
    }

    @Test
    void rowsOfStatementsAreExplained() {
        commit(em -> {
            em.persist(dog());
            em.persist(dog());
        });
        commit(em -> {
            em.createQuery("update Dog set barks = barks + 1").executeUpdate();
            em.persist(dog());
        });
        sql().update("update animal set name = 'all'");
        sql().execute("truncate dog cascade");

        Report report = compared();
        assertThat(report.unexplained()).isZero();
        assertThat(report.differences())
                .allSatisfy(difference -> assertThat(difference.source()).isEqualTo(Source.BULK))
                .extracting(difference -> difference.operation() + ' ' + difference.table())
                .containsExactlyInAnyOrder(
                        "UPDATE public.dog",
                        "UPDATE public.animal",
                        "TRUNCATE public.dog",
                        "TRUNCATE public.dog_tricks");
        assertThat(report.differences().get(0).rows()).isGreaterThanOrEqualTo(2);
        assertThat(report.differences().get(0).records()).isOne();
    }

    @Test
    void whatIsDoneOutsideIsToldAsThat() {
        database.execute("insert into bowl (id, size) values (1000001, 1), (1000002, 2)");

        Report report = compared();
        assertThat(report.unexplained()).isZero();
        assertThat(report.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.source()).isEqualTo(Source.OUTSIDE);
            assertThat(difference.actor()).isEqualTo(new Actor(database.user(), Actor.Kind.EXTERNAL, null));
            assertThat(difference.table()).isEqualTo("public.bowl");
            assertThat(difference.operation()).isEqualTo("INSERT");
            assertThat(difference.rows()).isEqualTo(2);
        });
        assertThat(report.totals())
                .containsExactly(new AuditReconciliation.Total("public.bowl", "INSERT", Source.OUTSIDE, true, 1, 2, 0));
    }

    @Test
    void whatTheDatabaseDoesByItselfIsNotExplained() {
        database.execute(
                "create function spill() returns trigger language plpgsql as"
                        + " 'begin update bowl set size = size + 1 where id = 2000002; return null; end'",
                "create trigger spill after update on hour for each row execute function spill()");
        try {
            Hour hour = new Hour();
            hour.id = LocalTime.of(23, 30);
            Bowl bowl = new Bowl();
            bowl.id = 2_000_002L;
            commit(em -> {
                em.persist(hour);
                em.persist(bowl);
            });
            commit(em -> em.find(Hour.class, hour.id).text = "late");
        } finally {
            database.execute("drop function spill cascade");
        }

        assertThat(compared().differences()).singleElement().satisfies(difference -> {
            assertThat(difference.tx()).isEqualTo(lastOfTheLog());
            assertThat(kind(difference)).isEqualTo("UPDATE public.bowl UNKNOWN 1:0 unexplained");
            assertThat(difference.actor()).isEqualTo(Actor.user("alice"));
        });
    }

    @Test
    void anElementThatReadsLikeAnIdExplainsNoRowOfAnotherType() {
        Kennel kennel = new Kennel();
        kennel.id = ++nextId;
        List<Bowl> bowls = new ArrayList<>();
        commit(em -> {
            em.persist(kennel);
            bowls.add(bowl(em));
        });
        String id = String.valueOf(bowls.get(0).id);
        commit(em -> {
            em.find(Kennel.class, kennel.id).store.food.add(id);
            em.flush();
            call(em, "enlarge(" + id + ")");
        });
        commit(em -> {
            em.find(Kennel.class, kennel.id).store.food.remove(id);
            em.flush();
            call(em, "enlarge(" + id + ")");
        });
        commit(em -> {
            em.find(Kennel.class, kennel.id).spare.add(em.find(Bowl.class, bowls.get(0).id));
            em.flush();
            call(em, "enlarge(" + id + ")");
        });

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly(
                        "UPDATE public.bowl UNKNOWN 1:0 unexplained",
                        "UPDATE public.bowl UNKNOWN 1:0 unexplained",
                        "UPDATE public.bowl UNKNOWN 1:0 unexplained");
    }

    @Test
    void aTransactionThatTheLogDoesNotHaveIsFound() {
        String tx = UUID.randomUUID().toString();
        database.execute(
                "begin",
                "select set_config('audittrail.tx', '" + tx + "', true), set_config('audittrail.actor', 'alice', true),"
                        + " set_config('audittrail.kind', 'user', true)",
                "insert into bowl (id, size) values (1000003, 1)",
                "commit");

        assertThat(compared().differences()).singleElement().satisfies(difference -> {
            assertThat(difference.tx()).isEqualTo(tx);
            assertThat(kind(difference)).isEqualTo("INSERT public.bowl UNKNOWN 1:0 unexplained");
        });
    }

    @Test
    void whatWasReadExplainsNoRow() {
        Post post = new Post();
        post.id = new Place(BigDecimal.ONE, "read");
        List<Bowl> bowls = new ArrayList<>();
        commit(em -> {
            em.persist(post);
            bowls.add(bowl(em));
        });
        commit(em -> {
            em.find(Post.class, post.id);
            Bowl passing = bowl(em);
            em.flush();
            em.remove(passing);
            call(em, "enlarge(" + bowls.get(0).id + ")");
        });
        commit(em -> em.find(Post.class, post.id));

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("UPDATE public.bowl UNKNOWN 1:0 unexplained");
    }

    @Test
    void aRecordOfWhichNoTriggerSawARowIsFound() {
        commit(em -> em.persist(dog()));
        database.execute("delete from audit_activity where transaction_id = '" + lastOfTheLog() + "'");
        Dog dog = dog();
        commit(em -> {
            em.persist(dog);
            bowl(em);
        });
        database.execute(
                "delete from audit_activity where entity = 'Bowl' and transaction_id = '" + lastOfTheLog() + "'");
        commit(em -> em.find(Dog.class, dog.id).tricks.add("sit"));
        database.execute("delete from audit_activity where transaction_id = '" + lastOfTheLog() + "'");
        commit(em -> em.createQuery("delete from Hour where text is null or text > ''")
                .executeUpdate());

        Report report = compared();
        assertThat(report.differences().stream().map(ReconciliationIT::kind).filter(kind -> !kind.contains("BULK")))
                .containsExactly(
                        "INSERT animal ORM 0:1 unexplained",
                        "INSERT bowl ORM 0:1 unexplained",
                        "UPDATE animal ORM 0:1 unexplained");
        assertThat(report.unexplained()).isEqualTo(3);
    }

    @Test
    void aStatementOfWhichNoTriggerSawARowIsFound() {
        commit(ReconciliationIT.this::bowl);
        commit(em -> em.createQuery("delete from Bowl where size = 7").executeUpdate());
        database.execute("delete from audit_activity where transaction_id = '" + lastOfTheLog() + "'");

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("DELETE bowl BULK 0:1 unexplained");
    }

    @Test
    void whatBothLeaveOutIsNoDifference() {
        Dog dog = dog();
        dog.tricks.add("sit");
        AuditContext.pause("first load", () -> commit(em -> em.persist(dog)));
        AuditContext.pause(
                "noise",
                List.of("hour", "public.bowl", "bowl"),
                () -> commit(em -> {
                    Hour hour = new Hour();
                    hour.id = LocalTime.of(22, 0);
                    em.persist(hour);
                    bowl(em);
                    em.find(Dog.class, dog.id).name = "Rex";
                }));
        AuditContext.pause("noise", List.of("hour"), () -> sql().update("update hour set text = 'late'"));

        Report report = compared();
        assertThat(report.differences()).isEmpty();
        assertThat(report.transactions()).isEqualTo(3);
    }

    @Test
    void whatTriggersAloneLeaveOutIsExplainedByTheirPause() {
        Dog dog = dog();
        Kennel kennel = new Kennel();
        kennel.id = ++nextId;
        commit(em -> {
            em.persist(dog);
            em.persist(kennel);
            kennel.bowls.add(bowl(em));
        });
        AuditContext.pause(
                "one of two", List.of("animal"), () -> commit(em -> em.find(Dog.class, dog.id).name = "Rex"));
        AuditContext.pause(
                "its elements",
                List.of("bowl"),
                () -> commit(em -> em.find(Kennel.class, kennel.id).bowls.clear()));
        AuditContext.pause(
                "another name",
                List.of("public.bowl"),
                () -> commit(
                        em -> em.createQuery("delete from Bowl where size = 7").executeUpdate()));

        Report report = compared();
        assertThat(report.differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("UPDATE animal PAUSED 0:1", "UPDATE kennel PAUSED 0:1", "DELETE bowl PAUSED 0:1");
        assertThat(report.unexplained()).isZero();
    }

    @Test
    void whatTheLogAloneLeavesOutIsExplainedByItsPause() {
        Kennel kennel = new Kennel();
        kennel.id = ++nextId;
        List<Bowl> bowls = new ArrayList<>();
        commit(em -> {
            em.persist(kennel);
            bowls.add(bowl(em));
        });
        AuditContext.pause(
                "the owner",
                List.of("kennel"),
                () -> commit(em -> em.find(Kennel.class, kennel.id).bowls.add(em.find(Bowl.class, bowls.get(0).id))));

        Report report = compared();
        assertThat(report.differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("UPDATE public.bowl PAUSED 1:1");
        assertThat(report.unexplained()).isZero();
    }

    @Test
    void aPauseExplainsNothingOfOtherTablesAndTransactions() {
        Dog dog = dog();
        commit(em -> {
            em.persist(dog);
            bowl(em);
        });
        AuditContext.pause(
                "noise",
                List.of("hour"),
                () -> commit(em -> {
                    em.createNativeQuery("update hour set text = 'noise'").executeUpdate();
                    em.find(Dog.class, dog.id).name = "Rex";
                }));
        database.execute(
                "delete from audit_activity where transaction_id = '" + lastOfTheLog() + "' and operation <> 'PAUSED'");
        AuditContext.pause(
                "not seen", List.of("animal", "dog"), () -> commit(em -> em.find(Dog.class, dog.id).barks = 1));
        commit(em -> em.find(Dog.class, dog.id).name = "Bello");
        database.execute("delete from audit_activity where transaction_id = '" + lastOfTheLog() + "'");

        assertThat(compared().differences())
                .extracting(ReconciliationIT::kind)
                .containsExactly("UPDATE animal ORM 0:1 unexplained", "UPDATE animal ORM 0:1 unexplained");
    }

    @Test
    void aPauseOfWhichTheLogTellsNothingIsToldAndMayHaveHiddenNothing() {
        Dog dog = dog();
        commit(em -> em.persist(dog));
        Consumer<EntityManager> toAndFro = em -> {
            Dog found = em.find(Dog.class, dog.id);
            found.name = "Other";
            em.flush();
            found.name = dog.name;
        };
        String paused =
                "select set_config('audittrail.paused', '{\"reason\":\"by hand\",\"tables\":[\"animal\"]}', true)";
        commit(em -> {
            bowl(em);
            em.createNativeQuery(paused).getSingleResult();
            toAndFro.accept(em);
        });
        AuditContext.pause("to and fro", List.of("animal"), () -> commit(toAndFro));
        database.execute("begin", paused, "update animal set name = 'Stranger'", "commit");

        Report report = compared();
        assertThat(report.differences())
                .extracting(ReconciliationIT::kind)
                .containsExactlyInAnyOrder(
                        "PAUSED public.animal PAUSED 1:0",
                        "PAUSED public.animal PAUSED 1:0",
                        "PAUSED public.animal OUTSIDE 1:0");
        assertThat(report.unexplained()).isZero();
    }

    @Test
    void aTransactionIsOfTheRangeInWhichItCloses() {
        Instant[] middle = new Instant[1];
        commit(em -> {
            bowl(em);
            em.flush();
            middle[0] = between();
            bowl(em);
        });
        Instant end = between();
        database.execute("insert into bowl (id, size) values (1000004, 1)");
        Instant later = between();
        commit(this::bowl); // The log is read beyond the range, and the tables are not.

        Report before = reconciliation().between(begin, middle[0]);
        assertThat(before.transactions()).isZero();
        assertThat(before.differences()).isEmpty();
        Report after = reconciliation().between(middle[0], end);
        assertThat(after.transactions()).isOne();
        assertThat(after.differences()).isEmpty();
        assertThat(reconciliation().between(later, between()).differences()).isEmpty();
        assertThat(compared().differences()).hasSize(1);
    }

    @Test
    void nobodyComparesUnlessAsked() {
        RegularReconciliation regular = application.getBean(RegularReconciliation.class);

        assertThat(regular.figures()).isEmpty();
        assertThat(regular.report().problems()).isEmpty();
    }

    /** A moment that is later than all that was done, and earlier than all that will be. */
    private static Instant between() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(before.plusMillis(2)));
        return before.plusMillis(1);
    }

    private static String kind(Difference difference) {
        return difference.operation()
                + ' '
                + difference.table()
                + ' '
                + difference.source()
                + ' '
                + difference.rows()
                + ':'
                + difference.records()
                + (difference.explained() ? "" : " unexplained");
    }

    private Report compared() {
        return reconciliation().between(begin, Instant.now().plus(Duration.ofSeconds(1)));
    }

    private AuditReconciliation reconciliation() {
        return application.getBean(AuditReconciliation.class);
    }

    private String lastOfTheLog() {
        return application
                .getBean(AuditTrail.class)
                .find(AuditQuery.all())
                .records()
                .get(0)
                .tx();
    }

    private Dog dog() {
        Dog dog = new Dog();
        dog.id = ++nextId;
        dog.name = "Dog " + nextId;
        return dog;
    }

    private Bowl bowl(EntityManager em) {
        Bowl bowl = new Bowl();
        bowl.id = ++nextId;
        bowl.size = 7;
        em.persist(bowl);
        return bowl;
    }

    /** What the database does then, the log does not know. */
    private static void call(EntityManager em, String function) {
        em.createNativeQuery("select " + function, Object.class).getSingleResult();
    }

    private Book book(String title) {
        Book book = new Book();
        book.id = ++nextId;
        book.title = title;
        return book;
    }

    private void commit(Consumer<EntityManager> work) {
        application.getBean(EntityManagerFactory.class).runInTransaction(work);
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(application.getBean(DataSource.class));
    }
}
