package io.audittrail.benchmarks.contender.envers;

import io.audittrail.benchmarks.workload.AnyTeam;
import io.audittrail.benchmarks.workload.TeamColumns;
import jakarta.persistence.Entity;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.Audited;

/** Envers leaves inherited attributes out unless it is told. */
@Entity
@Audited
@AuditOverride(forClass = TeamColumns.class)
@AuditOverride(forClass = AnyTeam.class)
public class Team extends TeamColumns {}
