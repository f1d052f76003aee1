package io.audittrail.benchmarks.toggle;

import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;

@Entity
class Team extends TeamColumns {}
