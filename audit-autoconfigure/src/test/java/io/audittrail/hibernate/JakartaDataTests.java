package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.Actor;
import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Hidden;
import io.audittrail.StatementRecord;
import io.audittrail.StatementRecord.Kind;
import io.audittrail.hibernate.model.Article;
import io.audittrail.hibernate.model.Articles;
import io.audittrail.hibernate.model.Articles_;
import io.audittrail.testing.TestDatabase;
import jakarta.data.exceptions.EntityExistsException;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.hibernate.HibernateTransactionManager;
import org.springframework.orm.jpa.hibernate.SharedSessionCreator;
import org.springframework.transaction.support.TransactionTemplate;

/** Repositories of Jakarta Data, as Hibernate generates them, work on stateless sessions. What they do is recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JakartaDataTests {

    private final CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Article.class);
    private final SessionFactory factory = unit.factory.unwrap(SessionFactory.class);

    @BeforeEach
    void empty() {
        unit.commit(em -> {
            em.createQuery("delete from Article").executeUpdate();
            em.persist(new Article("A-1", "Title"));
            em.persist(new Article("A-2", "Title"));
            em.persist(new Article("A-0", "Left"));
        });
        unit.reset();
        unit.actor = () -> Actor.SYSTEM;
    }

    @AfterEach
    void nothingFailed() {
        assertThat(unit.failures.report().failures()).isEmpty();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void inATransactionOfSpringsItsChangesAreOneSetWithThoseOfTheEntityManager() {
        unit.actor = () -> Actor.user("alice");
        unit.commit(em -> {
            em.persist(new Article("B-1", "By the entity manager"));
            em.flush();
            changeEverything(articles(em));
            assertThat(unit.committed).isEmpty();
        });

        assertThat(unit.committed).hasSize(1);
        assertThat(records()).startsWith("CREATE B-1");
        assertThat(records().subList(1, records().size())).isEqualTo(EVERYTHING);
        assertThat(unit.records()).extracting(ChangeRecord::actor).containsOnly(Actor.user("alice"));
    }

    @Test
    void inATransactionOfHibernatesItsChangesAreOneSet() {
        Articles current = on(SharedSessionCreator.createSharedStatelessSession(factory));
        new TransactionTemplate(new HibernateTransactionManager(factory))
                .executeWithoutResult(status -> changeEverything(current));

        assertThat(unit.committed).hasSize(1);
        assertThat(records()).isEqualTo(EVERYTHING);
    }

    @Test
    void onTheConnectionOfATransactionOfTheDataSourceItsChangesAreOneSet() {
        new TransactionTemplate(new DataSourceTransactionManager(unit.dataSource)).executeWithoutResult(status -> {
            Connection connection = DataSourceUtils.getConnection(unit.dataSource);
            try (StatelessSession session = factory.openStatelessSession(connection)) {
                changeEverything(on(session));
            }
        });

        assertThat(unit.committed).hasSize(1);
        assertThat(records()).isEqualTo(EVERYTHING);
    }

    @Test
    void onItsOwnInATransactionOfTheSessionItsChangesAreOneSet() {
        factory.inStatelessTransaction(session -> changeEverything(on(session)));

        assertThat(unit.committed).hasSize(1);
        assertThat(records()).isEqualTo(EVERYTHING);
    }

    @Test
    void onItsOwnWithoutATransactionEachIsCommittedAtOnce() {
        try (StatelessSession session = factory.openStatelessSession()) {
            Articles articles = on(session);
            articles.add(new Article("A-3", "Title"));
            assertThat(unit.committed).hasSize(1);
            articles.change(new Article("A-1", "New"));
            articles.save(new Article("A-2", "New"));
            articles.remove(new Article("A-3", "Title"));
        }

        assertThat(unit.committed).hasSize(4);
        assertThat(records()).containsExactly("CREATE A-3", "UPDATE A-1", "UPDATE A-2", "DELETE A-3");
    }

    @Test
    void aChangeIsWhatDiffersFromTheRow() {
        unit.commit(em -> articles(em).change(new Article("A-1", "New")));

        assertThat(unit.records()).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(UPDATE);
            assertThat(record.changes()).containsExactly(new Change("title", "Title", "New"));
        });
    }

    @Test
    void savingIsACreationOrAnUpdate() {
        unit.commit(em -> articles(em).saveAll(List.of(new Article("A-1", "New"), new Article("A-3", "New"))));

        assertThat(unit.records()).extracting(ChangeRecord::action).containsExactly(UPDATE, CREATE);
        assertThat(unit.records().get(0).changes()).containsExactly(new Change("title", "Title", "New"));
    }

    @Test
    void removingListsTheOldValues() {
        unit.commit(em -> articles(em).remove(new Article("A-1", "as nobody stored it")));

        assertThat(unit.records()).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(DELETE);
            assertThat(record.changes()).contains(new Change("title", "Title", null));
        });
    }

    @Test
    void aQueryIsOneRecordWithItsParametersAndRows() {
        unit.commit(em -> articles(em).rename("New", "secret", "A-%"));

        assertThat(statements()).singleElement().satisfies(record -> {
            assertThat(record.kind()).isEqualTo(Kind.UPDATE);
            assertThat(record.entity()).isEqualTo("Article");
            assertThat(record.text())
                    .isEqualTo("update Article set title = :title, accessToken = :token where code like :codes");
            assertThat(record.parameters()).isEqualTo(Map.of("title", "New", "token", Hidden.MASKED, "codes", "A-%"));
            assertThat(record.rows()).isEqualTo(3);
        });
    }

    @Test
    void removingByAnAttributeIsOneRecordOfTheStatement() {
        unit.commit(em -> articles(em).removeByTitle("Title"));

        assertThat(statements()).singleElement().satisfies(record -> {
            assertThat(record.kind()).isEqualTo(Kind.DELETE);
            assertThat(record.entity()).isEqualTo("Article");
            assertThat(record.rows()).isEqualTo(2);
        });
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        unit.transactions.executeWithoutResult(status -> {
            changeEverything(articles(unit.entityManager()));
            status.setRollbackOnly();
        });
        factory.inStatelessSession(session -> {
            session.beginTransaction();
            changeEverything(on(session));
            session.getTransaction().rollback();
        });

        assertThat(unit.committed).isEmpty();
    }

    @Test
    void whatTheDatabaseRefusesLeavesNoRecord() {
        factory.inStatelessSession(session -> {
            Articles articles = on(session);
            assertThatThrownBy(() -> articles.add(new Article("A-1", "Again")))
                    .isInstanceOf(EntityExistsException.class);
            articles.add(new Article("A-3", "Title"));
        });

        assertThat(records()).containsExactly("CREATE A-3");
    }

    private static final List<String> EVERYTHING = List.of(
            "CREATE A-3",
            "CREATE A-4",
            "CREATE A-5",
            "UPDATE A-1",
            "UPDATE A-2",
            "CREATE A-6",
            "DELETE A-0",
            "UPDATE 6",
            "DELETE 6");

    private static void changeEverything(Articles articles) {
        articles.add(new Article("A-3", "Title"));
        articles.addAll(List.of(new Article("A-4", "Title"), new Article("A-5", "Title")));
        articles.change(new Article("A-1", "Changed"));
        articles.changeAll(List.of(new Article("A-2", "Changed")));
        articles.saveAll(List.of(new Article("A-6", "Kept")));
        assertThat(articles.titled("Title")).hasSize(3);
        articles.removeAll(List.of(new Article("A-0", "Left")));
        articles.rename("Renamed", "secret", "A-%");
        articles.removeByTitle("Renamed");
    }

    /** In the transaction of an entity manager, on its connection. */
    private static Articles articles(EntityManager em) {
        return on(em.unwrap(Session.class).statelessWithOptions().connection().open());
    }

    private static Articles on(StatelessSession session) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("session", session));
        return new Articles_(beans.getBeanProvider(StatelessSession.class));
    }

    /** What was done, and to which entity or to how many rows. */
    private List<String> records() {
        return unit.committed.stream()
                .flatMap(changes -> changes.records().stream())
                .map(entry -> entry instanceof StatementRecord statement
                        ? statement.kind() + " " + statement.rows()
                        : entry.action() + " " + ((ChangeRecord) entry).entity().id())
                .toList();
    }

    private List<StatementRecord> statements() {
        return unit.committed.stream()
                .flatMap(changes -> changes.records().stream())
                .map(StatementRecord.class::cast)
                .toList();
    }
}
