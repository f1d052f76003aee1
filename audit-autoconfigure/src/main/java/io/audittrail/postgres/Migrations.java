package io.audittrail.postgres;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
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

    /** The version of the newest of ours, if it says the same; null when there is none, or it says something else. */
    @Nullable
    String newest(SchemaDifference difference) throws IOException {
        Optional<Path> newest =
                files().stream().filter(Migrations::isOurs).max(Comparator.comparing(Migrations::version));
        return newest.isPresent() && Files.readString(newest.get()).equals(difference.script())
                ? version(newest.get()).toString()
                : null;
    }

    /** Both files are whole before the first of them is seen; the one that Flyway runs by itself comes last. */
    Path write(SchemaDifference difference, Clock clock) throws IOException {
        Files.createDirectories(directory);
        BigInteger version = new BigInteger(LocalDateTime.now(clock).format(VERSION));
        for (Path file : files()) {
            version = version.max(version(file).add(BigInteger.ONE));
        }
        Path migration = directory.resolve("V" + version + NAME);
        Path undo = directory.resolve("U" + version + NAME);
        Path writtenMigration = directory.resolve(".V" + version + ".tmp");
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
            Files.deleteIfExists(writtenUndo);
            if (!isDone) {
                Files.deleteIfExists(undo);
            }
        }
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
