package io.audittrail.sample.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Actor;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import io.audittrail.EntityRef;
import io.audittrail.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProjectSummariesTests {

    private final AtomicInteger reads = new AtomicInteger();
    private final ProjectSummaries summaries = new ProjectSummaries(this::read, true);

    @Test
    void theListIsReadOnceWhileNothingChanges() {
        assertThat(summaries.all()).isEqualTo(summaries.all());
        assertThat(reads).hasValue(1);
    }

    @Test
    void aChangedProjectIsReadAgain() {
        summaries.all();
        summaries.committed(changed("Project"));
        assertThat(summaries.all()).extracting(ProjectView::projcode).containsExactly("P2");
    }

    @Test
    void changesThatDoNotShowInTheListLeaveItAlone() {
        summaries.all();
        summaries.committed(changed("Allocation"));
        summaries.all();
        assertThat(reads).hasValue(1);
    }

    @Test
    void aCommitWhileTheListIsReadIsNotMissed() {
        ProjectSummaries[] self = new ProjectSummaries[1];
        self[0] = new ProjectSummaries(
                () -> {
                    List<ProjectView> old = read();
                    if (reads.get() == 1) {
                        self[0].committed(changed("Project"));
                    }
                    return old;
                },
                true);
        self[0].all();
        assertThat(self[0].all()).extracting(ProjectView::projcode).containsExactly("P2");
    }

    @Test
    void withoutAuditingNothingIsKept() {
        ProjectSummaries untold = new ProjectSummaries(this::read, false);
        untold.all();
        untold.all();
        assertThat(reads).hasValue(2);
    }

    private List<ProjectView> read() {
        return List.of(new ProjectView("P" + reads.incrementAndGet(), "Title", null, true, "bob"));
    }

    private static ChangeSet changed(String entity) {
        ChangeRecord record =
                new ChangeRecord(Operation.UPDATE, new EntityRef(entity, 1L), null, Actor.user("bob"), null, List.of());
        return new ChangeSet(new UUID(0, 1), Instant.EPOCH, "sam", List.of(record), Map.of());
    }
}
