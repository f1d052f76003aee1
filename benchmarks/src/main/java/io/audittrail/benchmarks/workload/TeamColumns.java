package io.audittrail.benchmarks.workload;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.HashSet;
import java.util.Set;

/** Has a large collection. */
@MappedSuperclass
public abstract class TeamColumns {

    @Id
    public Long id = 0L;

    @ElementCollection
    public Set<String> members = new HashSet<>();
}
