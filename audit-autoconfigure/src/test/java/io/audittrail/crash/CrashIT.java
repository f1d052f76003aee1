package io.audittrail.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is killed again and again while eight threads commit, roll back and fail at their commit: what the
 * log says is what the database did. Both ways of delivery are killed side by side, since an application starts on one
 * core. {@code -Dcrash.kills=200} is the long run, see CONTRIBUTING.md.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 2);

    @TempDir
    private static Path temporary = Path.of("");

    private static @Nullable Future<Comparison> direct;
    private static @Nullable Future<Comparison> guaranteed;

    @BeforeAll
    static void kill() {
        direct = inBackground(CrashIT::killDirect);
        guaranteed = inBackground(CrashIT::killGuaranteed);
    }

    @Test
    void directDeliveryInventsNothingAndRepeatsNothing() throws Exception {
        Comparison found = found(direct);
        assertThat(found.phantoms()).isEmpty();
        assertThat(found.duplicates()).isEmpty();
        assertThat(found.breaks()).isZero();
        assertThat(found.lost())
                .as("what a kill between commit and write costs")
                .hasSizeLessThan(KILLS * 8 * 6);
    }

    @Test
    void guaranteedDeliveryLosesNothingEither() throws Exception {
        Comparison found = found(guaranteed);
        assertThat(found.lost()).isEmpty();
        assertThat(found.phantoms()).isEmpty();
        assertThat(found.duplicates()).isEmpty();
        assertThat(found.partial()).isEmpty();
        assertThat(found.breaks()).isZero();
    }

    @Test
    void whatIsBrokenOnPurposeIsFound() throws Exception {
        Application application = new Application("broken on purpose", BrokenDelivery.SETTING);
        application.crashes.work(3);

        Comparison found = application.compare(0);
        assertThat(found.lost()).isNotEmpty();
        assertThat(found.phantoms()).isNotEmpty();
        assertThat(found.duplicates()).isNotEmpty();
    }

    private static Comparison killDirect() throws Exception {
        Application application = new Application("direct");
        application.crashes.kill(KILLS);
        application.crashes.mend(() -> true);
        return application.compare(KILLS);
    }

    private static Comparison killGuaranteed() throws Exception {
        Application application =
                new Application("guaranteed", "audit.delivery=guaranteed", "audit.outbox.initialize-schema=always");
        application.crashes.kill(KILLS);
        application.crashes.mend(() -> application.truth.outboxRows() == 0);
        return application.compare(KILLS);
    }

    private static Comparison found(@Nullable Future<Comparison> run) throws Exception {
        return Objects.requireNonNull(run).get();
    }

    private static Future<Comparison> inBackground(Callable<Comparison> run) {
        FutureTask<Comparison> task = new FutureTask<>(run);
        Thread thread = new Thread(task, "kills");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** What is killed, with a database and a log of its own. */
    private static final class Application {

        final Truth truth;
        final Crashes crashes;
        private final String name;
        private final Path directory;

        Application(String name, String... settings) {
            TestDatabase database = PostgresServer.newDatabase();
            this.name = name;
            this.directory = temporary.resolve(name);
            this.truth = new Truth(database);
            this.crashes = new Crashes(database, directory, settings);
            truth.prepare();
        }

        Comparison compare(int kills) throws Exception {
            Log log = Log.read(directory);
            Comparison found = Comparison.of(truth.effects(), log);
            System.out.println(Comparison.header() + "\n" + found.row(name, kills));
            assertThat(found.committed()).isGreaterThan(100);
            assertThat(log.segments())
                    .as("segments, so that it is killed at the change of files too")
                    .isGreaterThan(1);
            assertThat(log.compressed())
                    .as("compressed segments, so that it is killed while it compresses too")
                    .isGreaterThanOrEqualTo(kills > 0 ? 1 : 0);
            return found;
        }
    }
}
