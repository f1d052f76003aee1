package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.application.StatementCount;
import io.audittrail.benchmarks.workload.Work;
import io.audittrail.benchmarks.workload.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the parent can have done by a contender. Used by one thread. */
final class Bench implements AutoCloseable {

    private static final long FIRST_MARK = 777_000_000_000_000L;
    private static final int AT_FIRST = 500;

    /** @param before how many records there were once the workload had begun */
    private record Begun(Workload workload, List<Work> works, long before) {}

    private final Application application;
    private final AuditData data;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable Begun begun;
    private int expected = AT_FIRST;
    private long marks;
    private @Nullable Long storedBytes;
    private long storedChanges;

    Bench(Application application) {
        this.application = application;
        this.data = application.auditData();
    }

    void begin(Workload workload) {
        begun = null;
        data.settle();
        application.tables().empty(Tables.ENTITIES);
        data.clear();
        List<Work> works = IntStream.range(0, workload.threads())
                .mapToObj(share -> new Work(workload, application.model(), application.factory(), share))
                .toList();
        works.forEach(Work::begin);
        data.settle();
        application.tables().tidy();
        expected = AT_FIRST;
        storedBytes = 0L;
        storedChanges = 0;
        begun = new Begun(workload, works, data.changes());
    }

    String synchronousCommit(boolean on) throws SQLException {
        if (!application.tables().isPostgres()) {
            throw new IllegalStateException("Only PostgreSQL has such a setting");
        }
        data.settle();
        return application.synchronousCommit(on);
    }

    SliceResult slice(Duration duration) throws InterruptedException, ExecutionException {
        Begun now = begun();
        if (now.workload() == Workload.W1) {
            application.tables().empty(List.of(Tables.PROJECT)); // Nothing else takes away what it inserts.
        }
        Slice slice = new Slice(now.workload(), now.works(), threads, data);
        SliceResult result = slice.run(duration, expected);
        Long bytes = slice.bytes();
        storedBytes = storedBytes == null || bytes == null ? null : Long.valueOf(storedBytes + bytes);
        storedChanges += result.changes();
        expected = (int) Math.max(AT_FIRST, result.transactions() * 5 / 4);
        return result;
    }

    CountResult count(int transactions) {
        Begun now = begun();
        int each = Math.max(
                1, Math.min(transactions / now.works().size(), now.workload().stretch()));
        now.works().forEach(work -> work.beforeSlice(each));
        data.settle();
        Long walBefore = application.tables().walPosition();
        StatementCount count = application.dataSource().countWhile(() -> {
            now.works().forEach(work -> IntStream.range(0, each).forEach(i -> work.transaction()));
            data.settle();
        });
        Long walAfter = application.tables().walPosition();
        long run = (long) each * now.works().size();
        return new CountResult(
                run,
                run * now.workload().changes(),
                count.executed(),
                count.batched(),
                walBefore == null || walAfter == null ? null : Long.valueOf(walAfter - walBefore));
    }

    StorageResult storage() {
        long before = begun().before();
        data.settle();
        return new StorageResult(storedBytes, storedChanges, data.changes() - before);
    }

    CheckResult check() {
        long mark = FIRST_MARK + ++marks;
        int expected = new KnownChange(begun().workload(), application.model(), application.factory(), mark).make();
        data.settle();
        List<String> found = data.mentioning(String.valueOf(mark));
        return new CheckResult(found.size() >= expected, found.isEmpty() ? "Nothing mentions " + mark : found.get(0));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        application.close();
    }

    private Begun begun() {
        if (begun == null) {
            throw new IllegalStateException("No workload has begun: say begin W1");
        }
        return begun;
    }
}
