package io.audittrail.benchmarks.scale;

import java.util.List;

/** Settings of an application, and others that it is compared with. */
enum Setting {
    JDBC("`audit.jdbc.enabled=true` against `false`", "audit.jdbc.enabled=false", "audit.jdbc.enabled=true"),
    AUDITED("audited against `audit.enabled=false`", "audit.enabled=false", "audit.enabled=true"),
    OMIT(
            "audited with `audit.stateless.old-values=omit` against `audit.enabled=false`",
            "audit.enabled=false",
            "audit.stateless.old-values=omit"),
    READS(
            "`audit.reads.entities=Project` against an application that does not say it",
            "audit.reads.entities=",
            "audit.reads.entities=Project");

    private final String title;
    private final String without;
    private final String with;

    Setting(String title, String without, String with) {
        this.title = title;
        this.without = without;
        this.with = with;
    }

    String title() {
        return title;
    }

    /** What it is compared with, as {@code name=value}. */
    String without() {
        return without;
    }

    /** As {@code name=value}. */
    String with() {
        return with;
    }

    /** What is done with it and without. */
    List<Part> parts() {
        return switch (this) {
            case JDBC -> Part.ofJdbc();
            case AUDITED -> Part.ofAuditing();
            case OMIT -> List.of(Part.STATELESS_UPDATE);
            case READS -> List.of(Part.READ);
        };
    }
}
