package io.audittrail.trail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader must know of an answer. Thread-safe. */
final class Remarks {

    private static final int MOST = 20;

    private final Set<String> said = new LinkedHashSet<>();
    private boolean complete = true;

    /** Something in this file cannot be read, and is left out. */
    void broken(Path file, String what) {
        broken(file.getFileName() + ": " + what + "; it is left out");
    }

    /** Something is missing in the answer. */
    synchronized void broken(String what) {
        complete = false;
        say(what);
    }

    synchronized void say(String what) {
        if (said.size() < MOST) {
            said.add(what);
        }
    }

    synchronized boolean isComplete() {
        return complete;
    }

    synchronized List<String> said() {
        return new ArrayList<>(said);
    }
}
