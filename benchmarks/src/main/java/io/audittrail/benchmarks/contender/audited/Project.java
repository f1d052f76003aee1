package io.audittrail.benchmarks.contender.audited;

import io.audittrail.benchmarks.workload.ProjectColumns;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Audited;

/** With Hibernate's own audit log. */
@Entity
@Audited
public class Project extends ProjectColumns {}
