package io.audittrail.actuate;

import java.util.Map;

/** Records that somebody has read the log. Must not throw: what was read is read. */
@FunctionalInterface
public interface ReadRecorder {

    /**
     * @param asked what for, by parameter
     * @param records how many were answered
     */
    void read(Map<String, String> asked, int records);
}
