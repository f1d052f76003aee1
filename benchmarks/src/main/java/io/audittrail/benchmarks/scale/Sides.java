package io.audittrail.benchmarks.scale;

import io.audittrail.AuditQuery;
import io.audittrail.AuditRecord;
import io.audittrail.AuditTrail;
import io.audittrail.Operation;
import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.log.Logs;
import io.audittrail.benchmarks.log.Scratch;
import io.audittrail.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Applications that differ in one setting and have one database, which is gone with them. */
final class Sides implements AutoCloseable {

    /** Of all that {@link Part#TRANSACTIONS} leave, none is missed. */
    private static final int MOST_RECORDS = 1_000;

    /** Who they are. */
    enum Side {
        WITHOUT,
        WITHOUT_AGAIN,
        WITH
    }

    /** How one of them is started. */
    interface Start {
        Application start(Login database, Path log, String... settings);
    }

    private final Login database;
    private final Scratch logs;
    private final Map<Side, Application> applications = new EnumMap<>(Side.class);
    private final AtomicInteger shares = new AtomicInteger();

    private Sides(Login database, Scratch logs) {
        this.database = database;
        this.logs = logs;
    }

    /** All are there before anything is done: each makes the tables anew. */
    static Sides start(Setting setting, List<Side> order, Login database, Start start) throws Exception {
        Sides sides = new Sides(database, Scratch.create());
        try {
            for (Side side : order) {
                Path log = sides.logs.path().resolve(side.name());
                String said = side == Side.WITH ? setting.with() : setting.without();
                sides.applications.put(side, start.start(database, log, said));
            }
            return sides;
        } catch (RuntimeException e) {
            sides.close();
            throw e;
        }
    }

    Application of(Side side) {
        return Objects.requireNonNull(applications.get(side));
    }

    /** Each works on rows of its own. */
    List<Task> begin(Part part, Side side) {
        return part.begin(of(side), shares::getAndIncrement);
    }

    /** Runs some transactions, and fails when their log does not have of them what it should have. */
    void check(Part part, Side side, Task task) {
        Map<Operation, Integer> expected = side == Side.WITH ? part.with() : part.without();
        Map<Operation, Integer> found =
                recorded(of(side), () -> IntStream.range(0, Part.TRANSACTIONS).forEach(i -> task.transaction()));
        if (!found.equals(expected)) {
            throw new IllegalStateException("Of %d transactions, %s, the log %s should have %s, and has %s"
                    .formatted(Part.TRANSACTIONS, part.title(), side, expected, found));
        }
    }

    private static Map<Operation, Integer> recorded(Application application, Runnable work) {
        Ledger ledger = application.context().getBeanProvider(Ledger.class).getIfAvailable();
        if (ledger == null) {
            work.run();
            return Map.of();
        }
        long before = ledger.seq();
        work.run();
        Logs.check(ledger);
        List<AuditRecord> newest = application
                .context()
                .getBean(AuditTrail.class)
                .find(AuditQuery.all().limit(MOST_RECORDS))
                .records();
        return newest.stream()
                .filter(each -> each.seq() > before)
                .collect(Collectors.groupingBy(AuditRecord::action, Collectors.summingInt(each -> 1)));
    }

    @Override
    public void close() throws SQLException {
        applications.values().forEach(Application::close);
        if (!database.isPostgres()) { // It is in memory, and stays there when nobody is connected.
            try (Connection connection =
                            DriverManager.getConnection(database.url(), database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown");
            }
        }
        logs.close();
    }
}
