package io.audittrail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.audittrail.ChangeSet;
import io.audittrail.Checkpoint;
import io.audittrail.ledger.ChainCheck;
import io.audittrail.ledger.LateLedger;
import io.audittrail.ledger.Ledger;
import io.audittrail.testing.SettableClock;
import io.audittrail.testing.TestDatabase;
import io.audittrail.transaction.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.JsonNode;

/** What holds in every database: each record is in the log once, whatever happens in between. */
abstract class OutboxContract {

    @TempDir
    Path directory;

    HikariDataSource database;
    FailingDatabase failing;
    JdbcTemplate sql;

    abstract TestDatabase newDatabase();

    abstract String script();

    @BeforeEach
    void createTables() {
        database = newDatabase().open();
        failing = new FailingDatabase(database);
        sql = new JdbcTemplate(database);
        new ResourceDatabasePopulator(new ClassPathResource("io/audittrail/outbox/" + script())).execute(database);
        sql.execute("create table thing (id int primary key, name varchar(100))");
    }

    @AfterEach
    void close() {
        database.close();
    }

    // Other instances

    @Test
    void theLogsOfAllInstancesAreKnownForSomeSeconds() {
        OutboxDatabases databases = new OutboxDatabases();
        databases.units().add("sam", failing, () -> {});
        SettableClock clock = new SettableClock(Instant.EPOCH);
        Failures failures = new Failures(clock);
        AnchoredStreams streams = new AnchoredStreams(databases, failures, clock);
        addAnchor("b");
        addAnchor("a");
        await().untilAsserted(() -> assertThat(streams.streams()).containsExactly("a", "b"));

        addAnchor("c");
        assertThat(streams.streams()).containsExactly("a", "b");
        clock.move(Duration.ofSeconds(10));
        await().untilAsserted(() -> assertThat(streams.streams()).containsExactly("a", "b", "c"));

        failing.failAt("select stream from audit_anchor", 1);
        clock.move(Duration.ofSeconds(10));
        assertThat(streams.streams()).containsExactly("a", "b", "c");
        await().untilAsserted(
                        () -> assertThat(failures.report().failures()).containsOnly(entry("streams-unknown", 1L)));
    }

    private void addAnchor(String stream) {
        sql.update("insert into audit_anchor (stream, drained_seq) values (?, 0)", stream);
    }

    // The start

    @Test
    void instancesThatCreateTheTablesAtTheSameTimeAllStart() {
        sql.execute("drop table audit_outbox");
        sql.execute("drop table audit_anchor");
        sql.execute("drop table audit_lease");
        String[] statements = createStatements();
        AtomicInteger others = new AtomicInteger();
        OutboxDatabases databases = new OutboxDatabases();

        databases.units().add("test", database, () -> {
            // Whoever is quicker by a table has not the next one yet.
            if (others.get() < statements.length) {
                sql.execute(statements[others.getAndIncrement()]);
                throw new DuplicateKeyException("The table is there already");
            }
        });

        assertThatCode(databases.units()::requireTables).doesNotThrowAnyException();
    }

    private String[] createStatements() {
        try {
            return new ClassPathResource("io/audittrail/outbox/" + script())
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .strip()
                    .split(";\\s*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // One instance

    @Test
    void recordsGoFromTheTableToTheLogOnce() throws Exception {
        List<ChangeSet> committed = new ArrayList<>();
        try (Instance a = own("a")) {
            committed.add(a.commit(1));
            committed.add(a.commit(3));
            assertThat(rows()).isEqualTo(2);
            a.drain();
            a.drain();
        }
        assertThat(rows()).isZero();
        assertThat(names("a")).containsExactlyElementsOf(names(committed));
        assertThat(sql.queryForObject("select drained_seq from audit_anchor where stream = 'a'", Long.class))
                .isEqualTo(lastRecordSeq("a"));
    }

    @Test
    void linesAreThoseOfDirectDeliveryButForTheSeal() throws Exception {
        ChangeSet changes;
        try (Instance a = own("a")) {
            changes = a.commit(2);
            a.drain();
        }
        try (Ledger direct = Instance.openLedger(directory.resolve("direct"), "a")) {
            direct.deliver(direct.encode(changes));
        }
        assertThat(withoutSeal(directory, "a")).isEqualTo(withoutSeal(directory.resolve("direct"), "a"));
    }

    @Test
    void aRollbackLeavesNoRow() throws Exception {
        try (Instance a = own("a")) {
            inTransaction(false, connection -> a.insert(connection, Instance.changes(1)));
            assertThat(rows()).isZero();
            a.drain();
        }
        assertThat(names("a")).isEmpty();
    }

    @Test
    void aTransactionThatCommitsLateIsNotPassedBy() throws Exception {
        try (Instance a = own("a");
                Connection late = database.getConnection()) {
            late.setAutoCommit(false);
            ChangeSet first = a.insert(late, Instance.changes(1));
            ChangeSet second = a.commit(1);
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(second)));
            late.commit();
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(second, first)));
        }
    }

    @Test
    void aLargeTransactionGoesInChunksAndComesOutInOnePiece() throws Exception {
        try (Instance a = own("a")) {
            ChangeSet large = a.commit(3_000);
            assertThat(rows()).isGreaterThan(2);
            assertThat(sql.queryForList("select octet_length(content) from audit_outbox", Integer.class))
                    .allSatisfy(length -> assertThat(length).isLessThan(2 * OutboxInsert.CHUNK));
            ChangeSet small = a.commit(1);
            a.drain();
            assertThat(rows()).isZero();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(large, small)));
        }
    }

    @Test
    void aChunkThatFailsTakesTheOthersWithItAndLeavesTheBusinessAlone() throws Exception {
        try (Instance a = own("a")) {
            inTransaction(true, connection -> {
                business(connection);
                failing.failAt("insert into audit_outbox", 2);
                assertThatThrownBy(() -> a.insert(failing.wrap(connection), Instance.changes(3_000)))
                        .isInstanceOf(SQLException.class);
            });
            assertThat(rows()).isZero();
            assertThat(things()).isEqualTo(1);
        }
    }

    @Test
    void anInsertThatFailsLeavesTheBusinessAlone() throws Exception {
        try (Instance a = own("a")) {
            sql.execute("alter table audit_outbox rename to elsewhere");
            inTransaction(true, connection -> {
                business(connection);
                assertThatThrownBy(() -> a.insert(connection, Instance.changes(1)))
                        .isInstanceOf(SQLException.class);
            });
            sql.execute("alter table elsewhere rename to audit_outbox");
            assertThat(things()).isEqualTo(1);
            assertThat(rows()).isZero();
        }
    }

    @Test
    void anOrdinaryTransactionCostsOneStatement() throws Exception {
        try (Instance a = own("a")) {
            inTransaction(true, connection -> a.insert(failing.wrap(connection), Instance.changes(10)));
            assertThat(failing.statements()).singleElement().asString().contains("insert into audit_outbox");
        }
    }

    // Stopped in between

    @Test
    void whatCouldNotBeDeletedIsNotWrittenAgain() throws Exception {
        try (Instance a = own(failing, "a")) {
            List<ChangeSet> committed = List.of(a.commit(1), a.commit(2));
            failing.failAt("delete from audit_outbox", 1);
            assertThatThrownBy(a::drain).isInstanceOf(SQLException.class);
            assertThat(rows()).isEqualTo(2);
            assertThat(names("a")).hasSize(3);
            ChangeSet later = a.commit(1);
            a.drain();
            assertThat(rows()).isZero();
            assertThat(names("a"))
                    .containsExactlyElementsOf(names(
                            Stream.concat(committed.stream(), Stream.of(later)).toList()));
        }
    }

    @Test
    void anAnswerToTheCommitThatIsLostWritesNothingTwice() throws Exception {
        try (Instance a = own(failing, "a")) {
            ChangeSet first = a.commit(1);
            a.drain();
            ChangeSet second = a.commit(2);
            failing.loseAnswerOfCommitAfter("delete from audit_outbox");
            assertThatThrownBy(a::drain).isInstanceOf(SQLException.class);
            assertThat(rows()).isZero();
            ChangeSet third = a.commit(1);
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(first, second, third)));
        }
    }

    @Test
    void aDatabaseThatForgetsWhatItCommittedGetsNothingWrittenTwice() throws Exception {
        try (Instance a = own("a")) {
            ChangeSet first = a.commit(1);
            a.drain();
            ChangeSet second = a.commit(2);
            ChangeSet third = a.commit(1);
            sql.execute("create table outbox_before as select * from audit_outbox");
            sql.execute("create table anchor_before as select * from audit_anchor");
            a.drain();
            restore("audit_outbox", "outbox_before");
            restore("audit_anchor", "anchor_before");
            ChangeSet fourth = a.commit(1);
            a.drain();
            assertThat(rows()).isZero();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(first, second, third, fourth)));
            assertThat(a.failures.report().failures()).containsEntry("database-went-back", 1L);
        }
    }

    @Test
    void aDatabaseThatForgetsItsAnchorTooGetsRepeatsFlagged() throws Exception {
        try (Instance a = own("a")) {
            a.drain();
            ChangeSet changes = a.commit(1);
            sql.execute("create table outbox_before as select * from audit_outbox");
            a.drain();
            restore("audit_outbox", "outbox_before");
            sql.execute("delete from audit_anchor");
            a.drain();
            assertThat(rows()).isZero();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(changes, changes)));
            assertThat(ChainCheck.records(directory, "a")
                            .get(1)
                            .path("redelivered")
                            .asBoolean())
                    .isTrue();
        }
    }

    private void restore(String table, String from) {
        sql.execute("delete from " + table);
        sql.execute("insert into " + table + " select * from " + from);
    }

    @Test
    void whereTheLogCanBeOpenedOnlyLaterNothingIsWrittenAgainEither() throws Exception {
        Instance killed = own(failing, "a");
        ChangeSet written = killed.commit(2);
        failing.failAt("delete from audit_outbox", 1);
        assertThatThrownBy(killed::drain).isInstanceOf(SQLException.class);
        killed.kill();
        LateLedger late = new LateLedger(directory, "a");
        try (Instance again = Instance.own(database, directory, late.ledger())) {
            ChangeSet next = again.commit(1);
            assertThatThrownBy(again::drain).hasMessageContaining("Too many open files");
            late.makeRoom();
            again.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(written, next)));
            assertThat(ChainCheck.lines(directory, "a")).noneMatch(line -> line.has("redelivered"));
        }
        assertThat(rows()).isZero();
    }

    @Test
    void killedBeforeTheDeleteTheNextStartWritesNothingAgain() throws Exception {
        List<ChangeSet> committed = new ArrayList<>();
        Instance killed = own(failing, "a");
        committed.add(killed.commit(1));
        killed.drain();
        committed.add(killed.commit(2));
        committed.add(killed.commit(1));
        failing.failAt("delete from audit_outbox", 1);
        assertThatThrownBy(killed::drain).isInstanceOf(SQLException.class);
        killed.kill();
        assertThat(rows()).isEqualTo(2);
        try (Instance again = own("a")) {
            committed.add(again.commit(1));
            again.drain();
        }
        assertThat(rows()).isZero();
        assertThat(names("a")).containsExactlyElementsOf(names(committed));
        assertThat(ChainCheck.lines(directory, "a")).noneMatch(line -> line.has("redelivered"));
    }

    @Test
    void ofATransactionThatIsHalfInTheLogTheOtherHalfIsWritten() throws Exception {
        Instance killed = own("a");
        killed.drain();
        ChangeSet half = killed.commit(3);
        Ledger ledger = killed.target.open();
        ledger.deliver(ledger.encode(new ChangeSet(
                half.tx(), half.timestamp(), half.unit(), half.records().subList(0, 2), half.context())));
        killed.kill();
        try (Instance again = own("a")) {
            again.drain();
        }
        assertThat(rows()).isZero();
        assertThat(names("a")).containsExactlyElementsOf(names(List.of(half)));
    }

    @Test
    void whileTheLogCannotBeWrittenTheRowsStay() throws Exception {
        Instance a = own("a");
        a.drain();
        a.target.open().close();
        ChangeSet changes = a.commit(1);
        assertThatThrownBy(a::drain).isInstanceOf(IOException.class);
        assertThat(rows()).isEqualTo(1);
        a.kill();
        try (Instance again = own("a")) {
            again.drain();
        }
        assertThat(names("a")).containsExactlyElementsOf(names(List.of(changes)));
    }

    @Test
    void aRowThatSomebodyHasChangedHoldsUpNoOther() throws Exception {
        try (Instance a = own("a")) {
            a.commit(1);
            sql.update("update audit_outbox set content = ?", new Object[] {new byte[] {1, 2, 3}});
            ChangeSet good = a.commit(1);
            a.drain();
            assertThat(rows()).isEqualTo(1);
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(good)));
            assertThat(a.failures.report().failures()).containsEntry("outbox-unreadable", 1L);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void manyRowsThatSomebodyHasChangedHoldUpNoOtherEitherNorFloodTheLog(CapturedOutput output) throws Exception {
        try (Instance a = own("a")) {
            for (int i = 0; i < 2 * OutboxRows.BATCH; i++) {
                a.commit(1);
            }
            sql.update("update audit_outbox set content = ?", new Object[] {new byte[] {1, 2, 3}});
            ChangeSet good = a.commit(1);
            a.drain();
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(good)));
        }
        assertThat(output).containsOnlyOnce("holds no lines of the audit log").contains("the row with id 1");
    }

    // Several instances

    @Test
    void eachInstanceDrainsItsOwn() throws Exception {
        try (Instance a = own("a");
                Instance b = own("b")) {
            a.drain();
            b.drain();
            ChangeSet ofA = a.commit(1);
            ChangeSet ofB = b.commit(1);
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(ofA)));
            assertThat(rows()).isEqualTo(1);
            b.drain();
            assertThat(names("b")).containsExactlyElementsOf(names(List.of(ofB)));
        }
    }

    @Test
    void whatADeadInstanceHasLeftIsTakenOverOnceItsLeaseHasExpiredAndFlagged() throws Exception {
        Instance dead = own("a");
        dead.drain();
        List<ChangeSet> left = List.of(dead.commit(1), dead.commit(2));
        dead.kill();
        try (Instance b = own("b")) {
            b.drain();
            b.drainer.lookForOthersNow();
            b.drain();
            assertThat(names("b")).isEmpty();
            expire("a");
            b.drainer.lookForOthersNow();
            b.drain();
            assertThat(rows()).isZero();
            assertThat(names("b")).containsExactlyElementsOf(names(left));
            assertThat(ChainCheck.records(directory, "b"))
                    .allMatch(line -> line.path("redelivered").asBoolean());
            try (Instance again = own("a")) {
                ChangeSet mine = again.commit(1);
                again.drain();
                assertThat(names("a")).containsExactlyElementsOf(names(List.of(mine)));
            }
        }
    }

    @Test
    void whoAlwaysHasSomethingOfHisOwnLooksAfterOthersToo() throws Exception {
        Instance dead = own("a");
        dead.drain();
        ChangeSet left = dead.commit(1);
        dead.kill();
        expire("a");
        try (Instance b = own("b")) {
            b.drain();
            ChangeSet mine = b.commit(1);
            b.drainer.lookForOthersNow();
            assertThat(b.drainer.round()).as("more").isFalse();
            assertThat(names("b")).containsExactlyElementsOf(names(List.of(mine, left)));
        }
    }

    @Test
    void anInstanceThatNeverHadALeaseIsTakenOverWhenItsRowsAreAsOld() throws Exception {
        Instance dead = own("a");
        ChangeSet left = dead.commit(1);
        dead.kill();
        try (Instance b = own("b")) {
            b.drainer.lookForOthersNow();
            b.drain();
            assertThat(rows()).isEqualTo(1);
            sql.update("update audit_outbox set written_at = written_at - 61000");
            b.drainer.lookForOthersNow();
            b.drain();
            assertThat(names("b")).containsExactlyElementsOf(names(List.of(left)));
        }
    }

    @Test
    void aPausedOwnerThatWakesUpWritesNothing() throws Exception {
        try (Instance paused = own("a")) {
            paused.drain();
            paused.commit(1);
            sql.update("update audit_lease set token = 'of b', holder = 'b', expires_at = 9999999999999");
            paused.drain();
            assertThat(names("a")).isEmpty();
            assertThat(rows()).isEqualTo(1);
            expire("a");
            paused.drain();
            assertThat(rows()).isZero();
        }
    }

    @Test
    void rowsThatAnotherHasLockedArePassedBy() throws Exception {
        try (Instance a = own("a");
                Connection holder = database.getConnection()) {
            a.commit(1);
            holder.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            holder.setAutoCommit(false);
            holder.createStatement().executeQuery("select id from audit_outbox for update");
            ChangeSet free = a.commit(1);
            a.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(free)));
            holder.rollback();
        }
    }

    @Test
    void whatManyThreadsCommitWhileItIsDrainedIsInTheLogOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Queue<ChangeSet> committed = new ConcurrentLinkedQueue<>();
        try (Instance a = own("a")) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        committed.add(a.commit(1 + i % 3));
                        inTransaction(false, connection -> a.insert(connection, Instance.changes(1)));
                    }
                    return null;
                }));
            }
            while (work.stream().anyMatch(each -> !each.isDone())) {
                a.drain();
            }
            for (Future<?> each : work) {
                each.get();
            }
            a.drain();
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows()).isZero();
        assertThat(names("a")).containsExactlyInAnyOrderElementsOf(names(List.copyOf(committed)));
    }

    @Test
    void aRestartInTheSamePlaceNeedNotWaitForTheLeaseToExpire() throws Exception {
        Instance killed = own("a");
        killed.drain();
        ChangeSet left = killed.commit(1);
        killed.kill();
        try (Instance again = own("a")) {
            again.drain();
            assertThat(names("a")).containsExactlyElementsOf(names(List.of(left)));
        }
    }

    @Test
    void anOrderlyStopLetsTheNextBeginAtOnce() throws Exception {
        own("a").close();
        assertThat(sql.queryForObject("select count(*) from audit_lease", Integer.class))
                .isZero();
    }

    // A leader

    @Test
    void oneDrainsForAllAndTheOthersNeedNoDirectory() throws Exception {
        Path none = directory.resolve("missing");
        try (Instance leader = Instance.leader(database, directory, "host 1");
                Instance follower = Instance.leader(database, none, "host 2")) {
            leader.drain();
            List<ChangeSet> committed = List.of(follower.commit(1), leader.commit(1), follower.commit(2));
            follower.drain();
            assertThat(rows()).isEqualTo(3);
            leader.drain();
            assertThat(names("all")).containsExactlyElementsOf(names(committed));
            assertThat(none).doesNotExist();
        }
    }

    @Test
    void aLeaderThatIsKilledLosesNothingAndTheNextWritesNothingTwice() throws Exception {
        Instance killed = Instance.leader(failing, directory, "host 1");
        List<ChangeSet> committed = new ArrayList<>(List.of(killed.commit(1)));
        killed.drain();
        committed.add(killed.commit(2));
        failing.failAt("delete from audit_outbox", 1);
        assertThatThrownBy(killed::drain).isInstanceOf(SQLException.class);
        killed.kill();
        try (Instance next = Instance.leader(database, directory, "host 2")) {
            next.drain();
            assertThat(rows()).as("while the lease holds").isEqualTo(1);
            expire("*");
            committed.add(next.commit(1));
            next.drain();
        }
        assertThat(names("all")).containsExactlyElementsOf(names(committed));
        assertThat(ChainCheck.records(directory, "all")).noneMatch(line -> line.has("redelivered"));
    }

    /** The database knows the old log, so the new one goes on behind it. */
    @Test
    void aLeaderWhoseVolumeIsLostFlagsWhatItFinds() throws Exception {
        OutboxDatabases databases = new OutboxDatabases();
        databases.units().add("sam", database, () -> {});
        Instance killed = Instance.leader(failing, directory.resolve("1"), "host 1");
        killed.commit(1);
        killed.drain();
        databases.accept(new Checkpoint("all", 3, "a".repeat(64), Instant.parse("2026-11-21T04:35:34.171739Z"), null));
        ChangeSet left = killed.commit(1);
        failing.failAt("delete from audit_outbox", 1);
        assertThatThrownBy(killed::drain).isInstanceOf(SQLException.class);
        killed.kill();
        expire("*");
        try (Instance next = Instance.leader(database, directory.resolve("2"), "host 2", databases)) {
            next.drain();
            ChangeSet later = next.commit(1);
            next.drain();
            List<String> records =
                    Files.readAllLines(ChainCheck.segments(directory.resolve("2"), "all")
                                    .get(0))
                            .stream()
                            .filter(line -> line.contains("\"tx\":"))
                            .toList();
            assertThat(records).hasSize(2);
            assertThat(records.get(0)).contains(left.tx().toString(), "\"redelivered\":true");
            assertThat(records.get(1)).contains(later.tx().toString()).doesNotContain("redelivered");
        }
    }

    @Test
    void aLeaderThatCannotSeeWhatTheOneBeforeHasWrittenFlagsWhatItFinds() throws Exception {
        Instance killed = Instance.leader(failing, directory.resolve("1"), "host 1");
        killed.commit(1);
        killed.drain();
        ChangeSet left = killed.commit(1);
        failing.failAt("delete from audit_outbox", 1);
        assertThatThrownBy(killed::drain).isInstanceOf(SQLException.class);
        killed.kill();
        expire("*");
        try (Instance next = Instance.leader(database, directory.resolve("2"), "host 2")) {
            next.drain();
            ChangeSet later = next.commit(1);
            next.drain();
            List<JsonNode> records = ChainCheck.records(directory.resolve("2"), "all");
            assertThat(records.stream().map(OutboxContract::name))
                    .containsExactlyElementsOf(names(List.of(left, later)));
            assertThat(records.get(0).path("redelivered").asBoolean()).isTrue();
            assertThat(records.get(1).has("redelivered")).isFalse();
        }
    }

    @Test
    void whoCannotOpenTheLogLeavesTheLeaseToAnother() throws Exception {
        try (Instance without = Instance.leader(database, directory.resolve("missing"), "host 1");
                Instance with = Instance.leader(database, directory, "host 2")) {
            ChangeSet changes = without.commit(1);
            without.drain();
            assertThat(without.drainer.ledgerFailure()).contains("No volume here");
            without.drain();
            assertThat(without.drainer.ledgerFailure())
                    .as("nobody else does it")
                    .isNotNull();
            with.drain();
            without.drain();
            assertThat(without.drainer.ledgerFailure()).as("another does it").isNull();
            without.drain();
            assertThat(without.drainer.ledgerFailure()).isNull();
            assertThat(names("all")).containsExactlyElementsOf(names(List.of(changes)));
        }
    }

    // Checkpoints

    @Test
    void anchorKeepsTheNewestCheckpointOfALogThatIsDrainedTo() throws Exception {
        OutboxDatabases databases = new OutboxDatabases();
        databases.units().add("sam", database, () -> {});
        Instant at = Instant.parse("2026-11-21T04:35:34.171739Z");
        Checkpoint second = new Checkpoint("a", 2, "b".repeat(64), at, "c2ln");
        databases.accept(second);
        assertThat(databases.last("a")).isNull();
        try (Instance a = own("a")) {
            a.drain();
            databases.accept(second);
            databases.accept(new Checkpoint("a", 1, "a".repeat(64), at, null));
            assertThat(databases.last("a")).isEqualTo(second);
            assertThat(databases.last("b")).isNull();
        }
    }

    @Test
    void aTableThatIsNotThereYetKnowsOfNoLogAndOneThatIsAnotherFails() {
        OutboxDatabases databases = new OutboxDatabases();
        databases.units().add("sam", database, () -> {});
        sql.execute("alter table audit_anchor drop column hash");
        assertThatThrownBy(() -> databases.last("a")).hasMessageContaining("audit_anchor of unit sam cannot be used");
        sql.execute("drop table audit_anchor");
        assertThat(databases.last("a")).isNull();
        sql.execute("drop table thing");
        sql.execute("drop table audit_outbox");
        sql.execute("drop table audit_lease");
        assertThat(databases.last("a")).as("in an empty database").isNull();
    }

    // What the tests say

    Instance own(String stream) throws SQLException {
        return Instance.own(database, directory, stream);
    }

    Instance own(FailingDatabase through, String stream) throws SQLException {
        return Instance.own(through, directory, stream);
    }

    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws Exception;
    }

    void inTransaction(boolean commit, Work work) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            work.run(connection);
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    static void business(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("insert into thing values (1, 'One')");
        }
    }

    int things() {
        return count("thing");
    }

    int rows() {
        return count("audit_outbox");
    }

    private int count(String table) {
        Integer count = sql.queryForObject("select count(*) from " + table, Integer.class);
        return count == null ? -1 : count;
    }

    void expire(String lease) {
        sql.update("update audit_lease set expires_at = 1 where name = ?", lease);
    }

    List<String> names(String stream) {
        return ChainCheck.records(directory, stream).stream()
                .map(OutboxContract::name)
                .toList();
    }

    private static String name(JsonNode line) {
        return line.path("tx").stringValue() + "/" + line.path("n").asInt() + "/"
                + line.path("entityId").asInt();
    }

    static List<String> names(List<ChangeSet> committed) {
        List<String> names = new ArrayList<>();
        for (ChangeSet changes : committed) {
            for (int i = 0; i < changes.records().size(); i++) {
                names.add(changes.tx() + "/" + (i + 1) + "/"
                        + changes.changes().get(i).entity().id());
            }
        }
        return names;
    }

    private long lastRecordSeq(String stream) {
        List<JsonNode> records = ChainCheck.records(directory, stream);
        return records.get(records.size() - 1).path("seq").asLong();
    }

    private static List<String> withoutSeal(Path directory, String stream) {
        return ChainCheck.records(directory, stream).stream()
                .map(JsonNode::toString)
                .map(line -> line.substring(0, line.indexOf(",\"seq\":")))
                .toList();
    }
}
