package io.audittrail;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is not to be recorded for a while, see {@link AuditContext#pause(String, AuditContext.Work)}.
 *
 * @param reason for the log, where it stands in place of the changes
 * @param tables in small letters, bare or behind their schema; none means all
 */
public record AuditPause(String reason, Set<String> tables) {

    public AuditPause {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "A pause of the audit log needs a reason: it is what the log tells instead");
        }
        tables = tables.stream().map(AuditPause::small).collect(Collectors.toUnmodifiableSet());
    }

    /** Of all tables. */
    public AuditPause(String reason) {
        this(reason, Set.of());
    }

    public boolean isOfAll() {
        return tables.isEmpty();
    }

    /**
     * Whether nothing of what is stored in these is recorded: what lies in several tables is left out when all are named.
     *
     * @param stored by their names; with none, nobody knows where it is
     */
    public boolean covers(Collection<String> stored) {
        return isOfAll() || (!stored.isEmpty() && stored.stream().allMatch(this::covers));
    }

    private boolean covers(String table) {
        String name = small(table);
        return tables.contains(name) || tables.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String small(String name) {
        return Objects.requireNonNull(name, "table")
                .replaceAll("[\"`\\[\\]]", "")
                .toLowerCase(Locale.ROOT);
    }
}
