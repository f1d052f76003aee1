package io.audittrail.sample.sam;

import io.audittrail.AuditSink;
import io.audittrail.ChangeSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The list of all projects, kept in memory until the audit trail tells of a change that shows in it. No service has to
 * remember to evict anything; only what goes around the entities must, see {@link #forget}.
 */
public final class ProjectSummaries implements AuditSink {

    private static final Set<String> SHOWN = Set.of("Project", "User");

    private final Supplier<List<ProjectView>> source;
    private final boolean told;
    private final AtomicLong generation = new AtomicLong();
    private volatile @Nullable Kept kept;

    /** @param told whether changes will be told; if not, nothing is kept */
    ProjectSummaries(Supplier<List<ProjectView>> source, boolean told) {
        this.source = source;
        this.told = told;
    }

    public List<ProjectView> all() {
        long current = generation.get();
        Kept before = kept;
        if (told && before != null && before.generation == current) {
            return before.projects;
        }
        // A commit while we read makes the generation move on: then what we keep here is old from the start.
        Kept now = new Kept(current, List.copyOf(source.get()));
        kept = now;
        return now.projects;
    }

    @Override
    public void committed(ChangeSet changes) {
        if (changes.changes().stream().anyMatch(r -> SHOWN.contains(r.entity().entity()))) {
            forget();
        }
    }

    /** For bulk statements: they change rows without an entity that could be told of. */
    public void forget() {
        generation.incrementAndGet();
    }

    private record Kept(long generation, List<ProjectView> projects) {}
}
