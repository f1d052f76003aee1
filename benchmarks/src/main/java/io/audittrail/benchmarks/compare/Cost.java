package io.audittrail.benchmarks.compare;

/** What something takes, and how much of it beyond what the same takes without auditing. */
record Cost(double all, double beyond) {

    Cost {
        all = Figures.rounded(all);
        beyond = Figures.rounded(beyond);
    }
}
