package io.audittrail.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.audittrail.StatementRecord.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Whatever the text: nothing is thrown, no secret shows, and the time is bounded. */
class SqlReaderGuardTests {

    private static final List<String> PIECES = List.of(
            "SELECT ",
            "INSERT INTO ",
            "UPDATE ",
            "DELETE FROM ",
            "MERGE INTO ",
            "project ",
            "VALUES ",
            "(",
            ")",
            "'",
            "''",
            "\"",
            "`",
            "[",
            "]",
            ";",
            "--",
            "\n",
            "/*",
            "*/",
            "$$",
            "$a$",
            "?",
            "??",
            ":a ",
            "{",
            "}",
            "{ts '",
            "\\",
            "E'",
            "q'[",
            "WHERE ",
            "SET ",
            "a = ",
            "CASE WHEN ",
            "END ",
            "IN ",
            "AND ",
            "1e",
            ".5",
            "0x",
            "#",
            "@",
            "\u0000",
            "\uD800",
            "é",
            "WITH x AS ",
            ",",
            "UNION ",
            "NOT ",
            "/*!",
            "::",
            "||",
            "CALL ",
            "CREATE TABLE ",
            "ALTER TABLE ",
            "DROP ",
            "BEGIN ",
            "END;",
            "\r");

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void garbageIsNoTrouble(SqlDialect dialect) {
        Random random = new Random(17);
        SqlReader reader = new SqlReader(dialect);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int piece = random.nextInt(25); piece >= 0; piece--) {
                sql.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThatCode(() -> reader.read(sql.toString())).as("%s", sql).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void literalsNeverShow(SqlDialect dialect) {
        Random random = new Random(4711);
        SqlReader reader = new SqlReader(dialect);
        for (int i = 0; i < 1_000; i++) {
            String secret = "s3" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
            String sql = statement(random, dialect, secret);
            SqlStatement read = reader.read(sql);
            assertThat(read.changes()).as(sql).isTrue();
            assertThat(read.toString()).as(sql).doesNotContain(secret).doesNotContain("987654321");
        }
    }

    private static String statement(Random random, SqlDialect dialect, String secret) {
        Supplier<String> value = () -> literal(random, dialect, secret);
        return switch (random.nextInt(8)) {
            case 0 -> "INSERT INTO project (id, a, b) VALUES (" + value.get() + ", ?, " + value.get() + ")";
            case 1 ->
                "UPDATE project SET a = " + value.get() + ", b = lower(" + value.get() + ") WHERE c = ? OR d IN ("
                        + value.get() + "," + value.get() + ")";
            case 2 ->
                "DELETE FROM project WHERE a LIKE " + value.get() + " AND b BETWEEN " + value.get() + " AND ? -- "
                        + secret;
            case 3 ->
                "UPDATE/*" + secret + "*/project SET a=" + value.get() + "/* " + secret + "*/ WHERE b=" + value.get();
            case 4 -> "DELETE FROM project; INSERT INTO task VALUES (" + value.get() + ");";
            case 5 -> "ALTER TABLE project ADD COLUMN a varchar(9) DEFAULT " + value.get();
            case 6 -> "CALL clean(" + value.get() + ", " + value.get() + ")";
            default -> "UPDATE project SET broken broken " + value.get() + " ( " + value.get();
        };
    }

    private static String literal(Random random, SqlDialect dialect, String secret) {
        return switch (random.nextInt(9)) {
            case 0 -> "987654321";
            case 1 -> "-987654321.25e+10";
            case 2 -> "'it''s " + secret + "'";
            case 3 -> "N'" + secret + "'";
            case 4 -> "{ts '" + secret + "'}";
            case 5 -> "'" + secret + " -- /* ; ? \"'";
            case 6 ->
                switch (dialect) {
                    case MYSQL -> "\"" + secret + " it's \\\" \"";
                    case POSTGRESQL -> "$x$" + secret + "' $$ $x$";
                    case ORACLE -> "q'[" + secret + " it's]'";
                    default -> "'" + secret + "'";
                };
            case 7 -> dialect == SqlDialect.MYSQL ? "'\\'" + secret + "'" : "'C:\\" + secret + "'";
            default -> "DATE '" + secret + "'";
        };
    }

    @Test
    void deepTextsAreNotParsed() {
        SqlReader reader = new SqlReader(SqlDialect.OTHER);
        for (int depth : new int[] {5, 10, 12, 13, 30, 100, 10_000, 40_000}) {
            String sql = "DELETE FROM project WHERE a = " + "(".repeat(depth) + "?" + ")".repeat(depth);
            assertThat(timed(() -> reader.read(sql))).as("depth " + depth).isLessThan(Duration.ofSeconds(5));
            String cases =
                    "UPDATE project SET a = " + "CASE WHEN (b = ?) THEN ".repeat(depth) + "1" + " END".repeat(depth);
            assertThat(timed(() -> reader.read(cases))).as("cases " + depth).isLessThan(Duration.ofSeconds(5));
            String functions = "UPDATE project SET a = " + "f(1 + ".repeat(depth) + "1" + ")".repeat(depth);
            assertThat(timed(() -> reader.read(functions)))
                    .as("functions " + depth)
                    .isLessThan(Duration.ofSeconds(5));
            String queries = "DELETE FROM p WHERE a IN " + "(SELECT a FROM t WHERE b = (1) AND a IN ".repeat(depth)
                    + "(1)" + ")".repeat(depth);
            assertThat(timed(() -> reader.read(queries))).as("queries " + depth).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void longTextsAreBounded() {
        SqlReader reader = new SqlReader(SqlDialect.OTHER);
        assertThat(timed(() -> reader.read("DELETE FROM project WHERE a = 1" + " OR b = 2".repeat(10_000))))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(timed(() -> reader.read("UPDATE project SET a = 1" + " + 1".repeat(20_000))))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(timed(() -> reader.read("INSERT INTO project VALUES " + "(1,'x'),".repeat(12_000) + "(1,'x')")))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(timed(() -> reader.read("x".repeat(1_000_000)))).isLessThan(Duration.ofSeconds(5));
        assertThat(timed(() -> reader.read("DELETE FROM p WHERE a = '" + "x".repeat(1_000_000))))
                .isLessThan(Duration.ofSeconds(5));
    }

    private static Duration timed(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime(); // What others do on this machine is not of interest.
        work.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    }

    @Test
    void noThreadIsStarted() {
        long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        SqlReader reader = new SqlReader(SqlDialect.OTHER);
        IntStream.range(0, 200).forEach(i -> reader.read("UPDATE t" + i + " SET a = (b + 1) WHERE c = ?"));
        assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before)
                .isLessThan(50);
    }

    @Test
    void whatIsRememberedIsBounded() {
        SqlReader reader = new SqlReader(SqlDialect.OTHER);
        String asked = "DELETE FROM project WHERE id = ?";
        SqlStatement first = reader.read(asked);
        for (int i = 0; i < 5 * SqlReader.REMEMBERED; i++) {
            reader.read("DELETE FROM project WHERE id = " + i);
            assertThat(reader.read(asked)).isSameAs(first);
        }
        assertThat(reader.remembered()).isLessThanOrEqualTo(4 * SqlReader.REMEMBERED);
    }

    @Test
    void queriesAreNeitherReadNorRemembered() {
        SqlReader reader = new SqlReader(SqlDialect.OTHER);
        String sql = "select p.id, p.title from project p where p.id = ? and p.title like 'x' order by p.id";
        for (int i = 0; i < 20_000; i++) {
            reader.read(sql);
        }
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            reader.read(sql);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(reader.remembered()).isZero();
    }

    @Test
    void withoutTheParserKindAndFingerprintAreLeft() throws Exception {
        FilteredClassLoader without = new FilteredClassLoader("net.sf.jsqlparser");
        Object[] said = new Isolated(without).read("DELETE FROM project WHERE id = 'hunter2'");
        assertThat(said[0]).hasToString(Kind.DELETE.name());
        assertThat((String) said[1]).startsWith("sha256:");
        assertThat(new Isolated(without).read("SELECT 1")[0]).isNull();
    }

    /** Our classes once more, where they cannot see the parser. */
    private static final class Isolated extends ClassLoader {

        private Isolated(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("io.audittrail.")) {
                    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                        byte[] code = Objects.requireNonNull(in).readAllBytes();
                        return defineClass(name, code, 0, code.length);
                    } catch (IOException e) {
                        throw new ClassNotFoundException(name, e);
                    }
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        Object[] read(String sql) throws Exception {
            Class<?> dialect = loadClass("io.audittrail.sql.SqlDialect");
            Object reader = loadClass("io.audittrail.sql.SqlReader")
                    .getConstructor(dialect)
                    .newInstance(dialect.getEnumConstants()[1]);
            Object statement = reader.getClass().getMethod("read", String.class).invoke(reader, sql);
            return new Object[] {
                statement.getClass().getMethod("kind").invoke(statement),
                statement.getClass().getMethod("text").invoke(statement)
            };
        }
    }
}
