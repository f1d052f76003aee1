package io.audittrail.benchmarks.contender.plain;

import io.audittrail.benchmarks.workload.ProjectColumns;
import jakarta.persistence.Entity;

/** Of all who need no annotation. */
@Entity
public class Project extends ProjectColumns {}
