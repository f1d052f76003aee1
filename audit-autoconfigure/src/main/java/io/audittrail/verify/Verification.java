package io.audittrail.verify;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a log.
 *
 * @param streams in the order of their names; on standard input, of their first lines
 * @param others the first bad places that are of no stream
 * @param otherCount all of them
 */
public record Verification(List<StreamVerification> streams, List<Damage> others, long otherCount) {

    /** Whether every line, link and checkpoint is as it should be. */
    public boolean isWhole() {
        return damageCount() == 0;
    }

    /** The first bad places: at least the first of each stream. */
    public List<Damage> damages() {
        return Stream.concat(others.stream(), streams.stream().flatMap(stream -> stream.damages().stream()))
                .toList();
    }

    public long damageCount() {
        return otherCount
                + streams.stream().mapToLong(StreamVerification::damageCount).sum();
    }

    /** What was found of a stream; null when there is nothing of it. */
    public @Nullable StreamVerification stream(String name) {
        return streams.stream()
                .filter(stream -> stream.stream().equals(name))
                .findFirst()
                .orElse(null);
    }
}
