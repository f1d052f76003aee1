package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;

/** What the tables have to know of the contenders. */
final class Contenders {

    private Contenders() {}

    static boolean isNone(Contender contender) {
        return contender == Contender.NONE || contender == Contender.NONE_AGAIN;
    }

    /** Whether it works in the database's server, whose CPU nobody counts here. */
    static boolean isInServer(Contender contender) {
        return contender == Contender.TRIGGER || contender == Contender.TRIGGERS;
    }

    static boolean isOurs(Contender contender) {
        return switch (contender) {
            case DIRECT, FSYNC_GROUP, GUARANTEED, TABLES, TRIGGERS -> true;
            default -> false;
        };
    }

    /** Of one of ours. */
    static String shortTitle(Contender ours) {
        return title(ours).replace("ours, ", "");
    }

    static String title(Contender contender) {
        return switch (contender) {
            case NONE -> "none";
            case NONE_AGAIN -> "none, once more";
            case DIRECT -> "ours, direct";
            case FSYNC_GROUP -> "ours, fsync=group";
            case GUARANTEED -> "ours, guaranteed";
            case TABLES -> "ours, tables";
            case TRIGGERS -> "ours, triggers";
            case ENVERS -> "Envers";
            case HIBERNATE_AUDITED -> "Hibernate @Audited";
            case JAVERS -> "JaVers";
            case TRIGGER -> "row trigger";
            case NAIVE -> "listener, Logback JSON";
        };
    }
}
