package io.audittrail.benchmarks.contender;

/**
 * Whether a known change of the workload can be found again in what was kept.
 *
 * @param evidence the record, row or line
 */
public record CheckResult(boolean audited, String evidence) {}
