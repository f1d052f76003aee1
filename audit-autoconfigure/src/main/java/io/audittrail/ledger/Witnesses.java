package io.audittrail.ledger;

import io.audittrail.CheckpointSigner;
import io.audittrail.CheckpointSink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those who vouch for a stream from outside its directory.
 *
 * @param signer null where checkpoints go out unsigned
 */
public record Witnesses(
        List<CheckpointSink> sinks, @Nullable CheckpointSigner signer) {

    public static final Witnesses NONE = new Witnesses(List.of(), null);

    public Witnesses {
        sinks = List.copyOf(sinks);
    }

    /** What the log says of them when it is started. */
    public Map<String, Object> asPolicy() {
        List<String> names =
                sinks.stream().map(sink -> sink.getClass().getName()).toList();
        return Map.of("sinks", names, "signed", signer != null);
    }
}
