package io.audittrail.benchmarks.toggle;

import io.audittrail.benchmarks.workload.ProjectColumns;
import jakarta.persistence.Entity;

@Entity
class Project extends ProjectColumns {}
