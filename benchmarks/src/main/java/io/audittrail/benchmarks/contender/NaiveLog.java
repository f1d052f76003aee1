package io.audittrail.benchmarks.contender;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** A log of the application's own Logback, for one logger, in JSON. Rolled files are compressed, as Spring Boot has it done. */
final class NaiveLog implements AuditData {

    private final LogFiles files;
    private final LogFiles rolled;
    private final LogFiles beingCompressed;
    private final FileSize size;
    private final Logger logger;
    private RollingFileAppender<ILoggingEvent> appender;

    NaiveLog(Path directory) {
        this(directory, FileSize.valueOf("100MB"));
    }

    /** @param size with which a file is rolled, once Logback looks: it does so every minute */
    NaiveLog(Path directory, FileSize size) {
        this.size = size;
        files = new LogFiles(directory, ".log");
        rolled = new LogFiles(directory, ".log.gz");
        beingCompressed = new LogFiles(directory, ".tmp");
        logger = context().getLogger("audit");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        appender = append();
    }

    Logger logger() {
        return logger;
    }

    void close() {
        logger.detachAppender(appender);
        appender.stop();
    }

    @Override
    public void clear() {
        close();
        Stream.of(files, rolled).flatMap(each -> each.paths().stream()).forEach(NaiveLog::delete);
        appender = append();
    }

    @Override
    public void settle() {
        Patience.await(
                "Rolled files are not compressed", () -> beingCompressed.paths().isEmpty());
        files.sync();
    }

    @Override
    public Long bytes() {
        return rolled.bytes() + files.bytes();
    }

    @Override
    public long changes() {
        return rolled.lines() + files.lines();
    }

    @Override
    public List<String> mentioning(String text) {
        return Stream.of(files, rolled)
                .flatMap(each -> each.mentioning(text).stream())
                .toList();
    }

    private RollingFileAppender<ILoggingEvent> append() {
        RollingFileAppender<ILoggingEvent> started = new RollingFileAppender<>();
        started.setContext(context());
        started.setFile(files.directory().resolve("audit.log").toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context());
        policy.setParent(started);
        policy.setFileNamePattern(
                files.directory().resolve("audit.%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(size);
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context());
        encoder.setIncludeContext(false); // Spring Boot's own settings would be in each line.
        started.setRollingPolicy(policy);
        started.setEncoder(encoder);
        policy.start();
        encoder.start();
        started.start();
        logger.addAppender(started);
        return started;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
