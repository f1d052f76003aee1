package io.audittrail.ledger;

import io.audittrail.line.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks after what was written: whether it is still there, who vouches for it, and what becomes of closed segments. */
final class Aftercare {

    private final Checkpoints checkpoints;
    private final Trust trust;
    private final Archiving archiving;

    Aftercare(StreamWriter writer, Surroundings surroundings) {
        LedgerSettings settings = writer.settings();
        Reports reports = writer.condition().reports();
        End end = new End(writer);
        checkpoints = new Checkpoints(settings.stream(), end, surroundings, reports);
        trust = new Trust(settings.stream(), checkpoints, reports);
        SegmentArchive archive = new SegmentArchive(writer.directory(), settings.stream(), surroundings.archive());
        Archivist archivist = new Archivist(
                writer.directory(), settings.stream(), settings.retention(), surroundings.clock(), end, archive);
        archiving = new Archiving(writer, archive, archivist, surroundings);
    }

    void addTo(Housekeeping housekeeping) {
        housekeeping.add("making a checkpoint", checkpoints);
        housekeeping.add("looking for closed segments", archiving);
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    Trust trust() {
        return trust;
    }

    /** Returns when nobody works on closed segments any more. Not for who holds the writer's lock. */
    void stop() {
        archiving.stop();
    }

    /** What an operator must know, in sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(trust.problems());
        problems.addAll(checkpoints.problems());
        String unarchived = archiving.problem();
        if (unarchived != null) {
            problems.add(unarchived);
        }
        return problems;
    }

    /** The end of the stream, as those who look after the rest know it. */
    private final class End implements Archivist.Writer, Checkpoints.Source {

        private final StreamWriter writer;

        End(StreamWriter writer) {
            this.writer = writer;
        }

        @Override
        public @Nullable Path segment() {
            return writer.scribe().segment();
        }

        @Override
        public @Nullable Seal syncedHead() {
            return writer.syncedHead();
        }

        @Override
        public long syncedSeq() {
            Seal synced = writer.syncedHead();
            return synced == null ? 0 : synced.seq();
        }

        @Override
        public long vouchedSeq() {
            return checkpoints.sentSeq();
        }

        @Override
        public long removedSeq() {
            return trust.removedSeq();
        }

        @Override
        public void sayRemoved(Map<String, ?> details) throws IOException {
            writer.say("segment-removed", details);
        }
    }
}
