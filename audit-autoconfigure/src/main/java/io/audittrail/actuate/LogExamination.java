package io.audittrail.actuate;

import io.audittrail.AuditGap;
import io.audittrail.verify.Progress;
import io.audittrail.verify.Verification;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done in the background with a whole log, and takes its time. */
public interface LogExamination {

    /** Null when there is no log. */
    @Nullable
    Found verify(Progress progress) throws IOException;

    /** @param pace to be run again and again; it rests, or throws what ends the search */
    List<AuditGap> gaps(Runnable pace);

    /**
     * @param checkpointsChecked whether the log was held against checkpoints
     * @param signaturesChecked whether it was asked who made them
     * @param damages the first bad places, with names of files and no directories
     */
    record Found(
            Verification verification, boolean checkpointsChecked, boolean signaturesChecked, List<String> damages) {
        public Found {
            damages = List.copyOf(damages);
        }
    }
}
