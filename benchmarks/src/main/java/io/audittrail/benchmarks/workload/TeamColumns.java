package io.audittrail.benchmarks.workload;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.MappedSuperclass;
import java.util.HashSet;
import java.util.Set;

/** With the collection as it is mapped by all who need no annotation at it. */
@MappedSuperclass
public abstract class TeamColumns extends AnyTeam {

    @ElementCollection
    @Column(nullable = false) // so that its table has a primary key
    public Set<String> members = new HashSet<>();

    @Override
    public Set<String> members() {
        return members;
    }
}
