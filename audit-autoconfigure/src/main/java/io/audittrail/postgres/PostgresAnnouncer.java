package io.audittrail.postgres;

import io.audittrail.Actor;
import io.audittrail.AuditPause;
import io.audittrail.database.AllOrNothing;
import io.audittrail.database.TransactionEndedException;
import io.audittrail.tables.AuditTables;
import io.audittrail.tables.StorableText;
import io.audittrail.transaction.Announcer;
import io.audittrail.transaction.Attribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells PostgreSQL by settings that are forgotten at the end of the transaction, whoever has the connection afterwards: a
 * pooler between the two, too. Behind a savepoint, in the same round trip: a role may lack the right to call what sets them, a
 * name may have letters that the database's encoding lacks. Where it fails, nobody is announced any more. Thread-safe.
 */
public final class PostgresAnnouncer implements Announcer {

    /** Before the name of each setting. */
    static final String PREFIX = "audittrail.";

    private static final List<String> OURS = List.of("tx", "actor", "kind", "via", "reason", "address", "context");

    private static final String ADDRESS = "ip";

    private static final String PAUSED = "paused";

    private final List<String> declared;
    private final boolean pausable;
    private final String sql;

    /**
     * @param declared names of further settings, which the context of the transaction has values for
     * @param pausable whether triggers heed a pause
     */
    public PostgresAnnouncer(Collection<String> declared, boolean pausable) {
        this.declared = declared.stream().filter(name -> !OURS.contains(name)).toList();
        this.pausable = pausable;
        List<String> all = new ArrayList<>(OURS);
        all.addAll(this.declared);
        if (pausable) {
            all.add(PAUSED);
        }
        this.sql = all.stream()
                .map(name -> "pg_catalog.set_config('" + PREFIX + name + "', ?, true)")
                .collect(Collectors.collectingAndThen(Collectors.joining(", ", "select ", ""), AllOrNothing::guarded));
    }

    @Override
    public void announce(Connection connection, UUID tx, Attribution by, Map<String, Object> context)
            throws SQLException {
        Actor actor = by.actor();
        List<@Nullable String> values = new ArrayList<>();
        values.add(tx.toString());
        values.add(StorableText.name(actor.name()));
        values.add(actor.kind().name().toLowerCase(Locale.ROOT));
        values.add(StorableText.name(actor.via()));
        values.add(StorableText.of(by.reason()));
        values.add(StorableText.name(text(context.get(ADDRESS))));
        values.add(AuditTables.json(context));
        for (String name : declared) {
            values.add(StorableText.of(text(context.get(name))));
        }
        if (pausable) {
            values.add(by.pause() == null ? null : paused(by.pause()));
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, Objects.requireNonNullElse(values.get(i), ""));
            }
            AllOrNothing.execute(connection, statement);
        } catch (TransactionEndedException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            nobody(connection, e);
            throw e;
        }
    }

    private static String paused(AuditPause pause) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("reason", pause.reason());
        if (!pause.isOfAll()) {
            told.put("tables", pause.tables().stream().sorted().toList());
        }
        return AuditTables.json(told);
    }

    /** What holds of who was announced before would be taken for true. */
    private void nobody(Connection connection, Exception cause) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local " + PREFIX + "tx = ''");
            if (pausable) {
                statement.execute("set local " + PREFIX + PAUSED + " = ''");
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
