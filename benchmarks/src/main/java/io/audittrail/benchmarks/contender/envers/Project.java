package io.audittrail.benchmarks.contender.envers;

import io.audittrail.benchmarks.workload.ProjectColumns;
import jakarta.persistence.Entity;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.Audited;

/** Envers leaves inherited attributes out unless it is told. */
@Entity
@Audited
@AuditOverride(forClass = ProjectColumns.class)
public class Project extends ProjectColumns {}
