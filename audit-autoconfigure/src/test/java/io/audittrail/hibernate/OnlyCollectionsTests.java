package io.audittrail.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.Elements;
import io.audittrail.testing.TestDatabase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** An embeddable without a column of its own is no value, and its collections are recorded all the same. */
class OnlyCollectionsTests {

    @Embeddable
    static class Links {
        @ElementCollection
        @CollectionTable(name = "page_links")
        Set<String> urls = new HashSet<>();
    }

    @Entity(name = "Page")
    @NullUnmarked
    static class Page {
        @Id
        Long id;

        @Embedded
        Links links = new Links();
    }

    @Test
    void theyAreRecordedByTheirPath() {
        try (CapturedUnit unit = new CapturedUnit(TestDatabase.h2(), CapturedUnit.ALL, Page.class)) {
            ChangeRecord created = unit.recordsOf(em -> {
                        Page page = new Page();
                        page.id = 1L;
                        page.links.urls.add("a");
                        em.persist(page);
                    })
                    .get(0);
            assertThat(created.changes())
                    .containsExactly(new Change("links.urls", Elements.of(List.of("a"), List.of())));

            List<ChangeRecord> updated = unit.recordsOf(em -> {
                Page page = em.find(Page.class, 1L);
                if (page.links == null) { // as Hibernate has it where no column says that there is one
                    page.links = new Links();
                }
                page.links.urls.add("b");
            });
            assertThat(updated)
                    .singleElement()
                    .satisfies(record -> assertThat(record.changes())
                            .singleElement()
                            .extracting(Change::property)
                            .isEqualTo("links.urls"));
        }
    }
}
