package io.audittrail.benchmarks.contender.audited;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Changelog;
import org.hibernate.audit.ChangelogMapping;

/** A transaction in Hibernate's own audit log. Without such an entity it goes by the clock, which it advises against. */
@Entity
@Changelog
@Table(name = "revinfo")
public class Changeset extends ChangelogMapping {}
