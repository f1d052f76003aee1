package io.audittrail.trail;

import io.audittrail.AuditQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a line answers a query. Most lines do not, and a look at their bytes shows it; only the others are parsed, and
 * only the parser says yes.
 */
final class Match {

    private final AuditQuery query;
    private final @Nullable Object idAsJson;
    private final List<byte[]> needles = new ArrayList<>();

    Match(AuditQuery query) {
        this.query = query;
        this.idAsJson = query.id() == null ? null : RecordKeys.parseId(query.id());
        require("\"entity\":\"", query.entity(), "\"");
        require("\"actor\":\"", query.actor(), "\"");
        if (idAsJson == null) {
            require("", query.id(), "");
        }
    }

    /** The keys of a record that matches; null for every other line. */
    @Nullable
    RecordKeys in(byte[] bytes, int from, int to) {
        for (byte[] needle : needles) {
            if (!Needle.isIn(bytes, from, to, needle)) {
                return null;
            }
        }
        RecordKeys keys = RecordKeys.parse(bytes, from, to - from);
        return keys != null && matches(keys) ? keys : null;
    }

    private boolean matches(RecordKeys keys) {
        return (query.entity() == null || query.entity().equals(keys.entity()))
                && (query.actor() == null || query.actor().equals(keys.actor()))
                && (query.id() == null
                        || query.id().equals(keys.id())
                        || (idAsJson != null && idAsJson.equals(keys.id())));
    }

    /** Only text that looks the same in any JSON: anything else may stand there escaped. */
    private void require(String before, @Nullable String text, String after) {
        if (text != null && !text.isEmpty() && text.chars().allMatch(Match::isPlain)) {
            needles.add((before + text + after).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static boolean isPlain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "_-.@ ".indexOf(c) >= 0);
    }
}
