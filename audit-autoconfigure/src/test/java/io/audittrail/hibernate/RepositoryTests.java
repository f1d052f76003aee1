package io.audittrail.hibernate;

import static io.audittrail.Operation.CREATE;
import static io.audittrail.Operation.DELETE;
import static io.audittrail.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.hibernate.model.Person;
import io.audittrail.hibernate.model.Person.Email;
import io.audittrail.hibernate.model.Project;
import io.audittrail.testing.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

/** Spring Data's repositories end in the same entity manager: what they do is recorded like anything else. */
class RepositoryTests {

    private final CapturedUnit unit =
            new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Project.class, Person.class, Email.class);
    private final Projects projects = new JpaRepositoryFactory(unit.entityManager()).getRepository(Projects.class);

    interface Projects extends JpaRepository<Project, Long> {
        long deleteByTitle(String title);
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void savingANewObjectIsACreation() {
        assertThat(recordsOf(all -> all.save(new Project("P-1", "Title"))))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.action()).isEqualTo(CREATE);
                    assertThat(record.label()).isEqualTo("P-1");
                    assertThat(record.changes()).hasSize(13);
                });
    }

    @Test
    void savingADetachedObjectIsAnUpdateOfWhatDiffers() {
        Project detached = stored("P-1");
        detached.title = "New";
        assertThat(recordsOf(all -> all.save(detached))).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(UPDATE);
            assertThat(record.changes()).containsExactly(new Change("title", "Title", "New"));
        });
    }

    @Test
    void savingWhatIsUnchangedLeavesNoRecord() {
        Project detached = stored("P-1");
        assertThat(recordsOf(all -> all.save(detached))).isEmpty();
    }

    @Test
    void savingSeveralIsOneChangeSetInTheirOrder() {
        assertThat(recordsOf(all -> all.saveAll(List.of(
                        new Project("P-1", "Title"), new Project("P-2", "Title"), new Project("P-3", "Title")))))
                .extracting(ChangeRecord::label)
                .containsExactly("P-1", "P-2", "P-3");
        assertThat(unit.committed).hasSize(1);
    }

    @Test
    void everyWayToDeleteEntitiesOneByOneIsADeletionWithTheOldValues() {
        List<Consumer<Projects>> ways = List.of(
                all -> all.delete(all.findAll().get(0)),
                all -> all.deleteById(all.findAll().get(0).id),
                all -> all.deleteByTitle("Title"),
                all -> all.deleteAll());
        for (Consumer<Projects> way : ways) {
            stored("P-1");
            assertThat(recordsOf(way)).singleElement().satisfies(record -> {
                assertThat(record.action()).isEqualTo(DELETE);
                assertThat(record.changes()).contains(new Change("projcode", "P-1", null));
            });
        }
    }

    @Test
    void deletingADetachedObjectIsADeletion() {
        Project detached = stored("P-1");
        assertThat(recordsOf(all -> all.delete(detached)))
                .extracting(ChangeRecord::action)
                .containsExactly(DELETE);
    }

    private Project stored(String projcode) {
        Project project = new Project(projcode, "Title");
        unit.commit(em -> em.persist(project));
        return project;
    }

    private List<ChangeRecord> recordsOf(Consumer<Projects> work) {
        return unit.recordsOf(em -> work.accept(projects));
    }
}
