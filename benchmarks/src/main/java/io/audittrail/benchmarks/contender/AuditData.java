package io.audittrail.benchmarks.contender;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contender keeps of changes. */
interface AuditData {

    /** Forgets what it can. */
    void clear();

    /** Waits until nothing is under way any more, in this process or on the way to the disk. */
    default void settle() {}

    /** On disk; null where that cannot be told. */
    @Nullable
    Long bytes();

    /** How many changes it knows. */
    long changes();

    /** What was kept last and contains a text, newest first. */
    List<String> mentioning(String text);
}
