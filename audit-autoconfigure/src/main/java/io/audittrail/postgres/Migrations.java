package io.audittrail.postgres;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of an application's migrations, as Flyway reads it. */
final class Migrations {

    private static final String NAME = "__audit_triggers.sql";

    private static final Pattern VERSIONED = Pattern.compile("[VUB](\\d+)([._]\\d+)*__.*\\.sql");

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final Path directory;

    Migrations(Path directory) {
        this.directory = directory;
    }

    /** @return the migration; none where there is the same already, and was not applied yet */
    Optional<Path> writeUnlessThere(SchemaDifference difference, Connection connection, Clock clock)
            throws SQLException, IOException {
        Path newest = newest(difference);
        boolean isThere = newest != null
                && Files.readString(newest).equals(difference.script())
                && !isApplied(version(newest).toString(), connection);
        return isThere ? Optional.empty() : Optional.of(write(difference, clock));
    }

    /** Of the unit: others have theirs in the same directory. */
    private @Nullable Path newest(SchemaDifference difference) throws IOException {
        Path newest = null;
        for (Path file : files()) {
            if (isOurs(file)
                    && (newest == null || version(file).compareTo(version(newest)) > 0)
                    && Files.readString(file).startsWith(difference.title() + '\n')) {
                newest = file;
            }
        }
        return newest;
    }

    /** By the history that Flyway keeps, where it is called as it usually is. */
    private static boolean isApplied(String version, Connection connection) throws SQLException {
        Catalog catalog = new Catalog(connection);
        return catalog.text("select cast(to_regclass('flyway_schema_history') as text)") != null
                && catalog.text("select version from flyway_schema_history where version = ? and success", version)
                        != null;
    }

    /** Both files are whole before the first of them is seen; the one that Flyway runs by itself comes last. */
    private Path write(SchemaDifference difference, Clock clock) throws IOException {
        Files.createDirectories(directory);
        BigInteger version = reserved(clock);
        Path migration = directory.resolve("V" + version + NAME);
        Path undo = directory.resolve("U" + version + NAME);
        Path writtenMigration = reservation(version);
        Path writtenUndo = directory.resolve(".U" + version + ".tmp");
        boolean isDone = false;
        try {
            Files.writeString(writtenMigration, difference.script());
            Files.writeString(writtenUndo, difference.undoScript());
            Files.move(writtenUndo, undo, StandardCopyOption.ATOMIC_MOVE);
            Files.move(writtenMigration, migration, StandardCopyOption.ATOMIC_MOVE);
            isDone = true;
            return migration;
        } finally {
            Files.deleteIfExists(writtenMigration);
            if (!isDone) {
                Files.deleteIfExists(undo);
                Files.deleteIfExists(writtenUndo);
            }
        }
    }

    /** A version that nobody else has, also of those who write at the same moment: two of one version Flyway refuses. */
    private BigInteger reserved(Clock clock) throws IOException {
        BigInteger version = new BigInteger(LocalDateTime.now(clock).format(VERSION));
        while (true) {
            for (Path file : files()) {
                version = version.max(version(file).add(BigInteger.ONE));
            }
            try {
                Files.createFile(reservation(version));
            } catch (FileAlreadyExistsException e) {
                version = version.add(BigInteger.ONE);
                continue;
            }
            BigInteger mine = version;
            if (files().stream().noneMatch(file -> version(file).equals(mine))) {
                return mine;
            }
            Files.delete(reservation(version)); // whoever had it was done in between
        }
    }

    private Path reservation(BigInteger version) {
        return directory.resolve(".V" + version + ".tmp");
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> VERSIONED.matcher(name(file)).matches()).toList();
        }
    }

    private static boolean isOurs(Path file) {
        return name(file).startsWith("V") && name(file).endsWith(NAME);
    }

    private static BigInteger version(Path file) {
        Matcher version = VERSIONED.matcher(name(file));
        return version.matches() ? new BigInteger(version.group(1)) : BigInteger.ZERO;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
