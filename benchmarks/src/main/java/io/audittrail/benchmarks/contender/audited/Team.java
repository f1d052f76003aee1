package io.audittrail.benchmarks.contender.audited;

import io.audittrail.benchmarks.workload.AnyTeam;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Audited;

/** With Hibernate's own audit log, which leaves inherited collections out. */
@Entity
@Audited
public class Team extends AnyTeam {

    @ElementCollection
    @Column(nullable = false) // so that its table has a primary key
    public Set<String> members = new HashSet<>();

    @Override
    public Set<String> members() {
        return members;
    }
}
