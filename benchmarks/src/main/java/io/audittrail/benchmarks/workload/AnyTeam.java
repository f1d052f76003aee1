package io.audittrail.benchmarks.workload;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.Set;

/** Has a large collection, and leaves it to subclasses to map it: some have an annotation for that. */
@MappedSuperclass
public abstract class AnyTeam {

    @Id
    public Long id = 0L;

    public abstract Set<String> members();
}
