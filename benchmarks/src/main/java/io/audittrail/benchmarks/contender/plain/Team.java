package io.audittrail.benchmarks.contender.plain;

import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;

/** Of all who need no annotation. */
@Entity
public class Team extends TeamColumns {}
