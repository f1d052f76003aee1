package io.audittrail.trail;

import java.util.List;

/** Knows what logs there are beside those that are read. Never throws, and keeps nobody waiting. */
@FunctionalInterface
public interface KnownStreams {

    /** Where nothing is known but what is read. */
    KnownStreams NONE = List::of;

    /** All that are known, those that are read among them. */
    List<String> streams();
}
