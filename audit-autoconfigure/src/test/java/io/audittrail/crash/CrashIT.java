package io.audittrail.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.testing.PostgresServer;
import io.audittrail.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is killed again and again while eight threads commit, roll back and fail at their commit: what the
 * log says is what the database did. {@code -Dcrash.kills=200} is the long run, see CONTRIBUTING.md.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 10);

    private final TestDatabase database = PostgresServer.newDatabase();
    private final Truth truth = new Truth(database);

    @TempDir
    private Path temporary = Path.of("");

    @BeforeEach
    void prepare() {
        truth.prepare();
    }

    @Test
    void directDeliveryInventsNothingAndRepeatsNothing() throws Exception {
        Crashes crashes = new Crashes(database, directory());
        crashes.kill(KILLS);
        crashes.mend(() -> true);

        Comparison found = compare("direct", KILLS);
        assertThat(found.phantoms()).isEmpty();
        assertThat(found.duplicates()).isEmpty();
        assertThat(found.breaks()).isZero();
        assertThat(found.lost())
                .as("what a kill between commit and write costs")
                .hasSizeLessThan(KILLS * 8 * 6);
    }

    @Test
    void guaranteedDeliveryLosesNothingEither() throws Exception {
        Crashes crashes = new Crashes(
                database, directory(), "audit.delivery=guaranteed", "audit.outbox.initialize-schema=always");
        crashes.kill(KILLS);
        crashes.mend(() -> truth.outboxRows() == 0);

        Comparison found = compare("guaranteed", KILLS);
        assertThat(found.lost()).isEmpty();
        assertThat(found.phantoms()).isEmpty();
        assertThat(found.duplicates()).isEmpty();
        assertThat(found.partial()).isEmpty();
        assertThat(found.breaks()).isZero();
    }

    @Test
    void whatIsBrokenOnPurposeIsFound() throws Exception {
        new Crashes(database, directory(), BrokenDelivery.SETTING).work(1_000);

        Comparison found = compare("broken on purpose", 0);
        assertThat(found.lost()).isNotEmpty();
        assertThat(found.phantoms()).isNotEmpty();
        assertThat(found.duplicates()).isNotEmpty();
    }

    private Path directory() {
        return temporary.resolve("log");
    }

    private Comparison compare(String name, int kills) throws Exception {
        Log log = Log.read(directory());
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
