package io.audittrail.transaction;

import io.audittrail.AuditHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong within auditing. Counts everything; says each cause once a minute in the application's log, so that a
 * broken value in a busy system neither hides nor floods it. Thread-safe, never throws.
 */
public final class Failures implements AuditHealth {

    private static final Logger log = LoggerFactory.getLogger("io.audittrail");
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int MAX_CAUSES = 1_000;

    private final Clock clock;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, String> kindByProblem = new ConcurrentHashMap<>();
    private final Map<String, Long> lastSaid = new ConcurrentHashMap<>();

    public Failures(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param kind a low-cardinality name, in kebab case: the counter
     * @param what a sentence that says what did not work and what became of it
     */
    public void report(String kind, String what, Throwable cause) {
        counts.computeIfAbsent(kind, k -> new LongAdder()).increment();
        if (isNews(kind + '|' + what + '|' + cause.getClass().getName())) {
            say(what, cause);
        }
    }

    /**
     * Reports what will not mend itself while the application runs: health shows it from then on.
     *
     * @param problem a sentence, one of few
     */
    public void lasting(String kind, String problem, Throwable cause) {
        kindByProblem.put(problem, kind);
        report(kind, problem, cause);
    }

    /** The problems of a kind that will not mend themselves. */
    public List<String> lasting(String kind) {
        return kindByProblem.entrySet().stream()
                .filter(problem -> problem.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Logging asks the exception for its message, which is code of the application. */
    private static void say(String what, Throwable cause) {
        try {
            log.error("{} (said at most once a minute)", what, cause);
        } catch (Throwable e) {
            log.error("{}: {}, which cannot be logged", what, cause.getClass().getName());
        }
    }

    @Override
    public Report report() {
        Map<String, Long> failures = new TreeMap<>();
        counts.forEach((kind, count) -> failures.put(kind, count.sum()));
        return new Report(List.copyOf(kindByProblem.keySet()), Map.of(), failures);
    }

    private boolean isNews(String cause) {
        long now = clock.millis();
        if (lastSaid.size() >= MAX_CAUSES) {
            lastSaid.clear();
        }
        boolean[] news = new boolean[1];
        lastSaid.compute(cause, (key, last) -> {
            // Either way: a clock that was set back must not silence what comes after.
            news[0] = last == null || Math.abs(now - last) >= SILENCE.toMillis();
            return news[0] ? (Long) now : last;
        });
        return news[0];
    }
}
