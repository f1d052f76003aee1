package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param given a PostgreSQL server to use in place of an embedded one
 */
record Options(
        Duration time,
        Set<Database> databases,
        Set<Workload> workloads,
        Set<Contender> contenders,
        @Nullable Login given,
        Path results,
        long seed) {

    static final String USAGE =
            """
            benchmarks/run [compare] [options]    measures all contenders side by side
              --minutes N                         about how long (10); when that is too short, some is left out
              --databases A,B                     %s (all)
              --workloads A,B                     %s (all)
              --contenders A,B                    %s (all; none and none-again always take part)
              --postgres URL USER PASSWORD        a server to use in place of an embedded one; databases are created there
              --results DIRECTORY                 where the results go (benchmarks/results)
              --seed N                            the order of the slices, as in an earlier run
            benchmarks/run readme FILE            shows such results, a .json file, in the README, and draws their chart again
            """.formatted(list(Database.ids()), list(names(Workload.class)), list(names(Contender.class)));

    private static final Pattern COMMA = Pattern.compile(",");

    Options {
        databases = Set.copyOf(databases);
        workloads = Set.copyOf(workloads);
        contenders = Set.copyOf(contenders);
    }

    /** @param standard what goes where nothing is said */
    static Options parse(List<String> arguments, Options standard) throws UsageException {
        Options options = standard;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String name = rest.remove();
            options = switch (name) {
                case "--minutes" -> options.during(Duration.ofMinutes(number(name, value(name, rest), 1)));
                case "--databases" -> options.on(several(name, value(name, rest), Database.class, Database::id));
                case "--workloads" -> options.doing(several(name, value(name, rest), Workload.class, Options::idOf));
                case "--contenders" -> options.with(several(name, value(name, rest), Contender.class, Options::idOf));
                case "--postgres" -> options.at(new Login(value(name, rest), value(name, rest), value(name, rest)));
                case "--results" -> options.into(Path.of(value(name, rest)));
                case "--seed" -> options.ordered(number(name, value(name, rest), Long.MIN_VALUE));
                default -> throw new UsageException("There is no option " + name + ".");
            };
        }
        return options;
    }

    /** Everything, on an embedded server. */
    static Options standard(Path results, long seed) {
        return new Options(
                Duration.ofMinutes(10),
                EnumSet.allOf(Database.class),
                EnumSet.allOf(Workload.class),
                EnumSet.allOf(Contender.class),
                null,
                results,
                seed);
    }

    /** Whether nothing was chosen of the databases and workloads. */
    boolean isEverything() {
        return databases.size() == Database.values().length && workloads.size() == Workload.values().length;
    }

    private Options during(Duration other) {
        return new Options(other, databases, workloads, contenders, given, results, seed);
    }

    private Options on(Set<Database> others) {
        return new Options(time, others, workloads, contenders, given, results, seed);
    }

    private Options doing(Set<Workload> others) {
        return new Options(time, databases, others, contenders, given, results, seed);
    }

    private Options with(Set<Contender> others) {
        Set<Contender> measured = EnumSet.of(Contender.NONE, Contender.NONE_AGAIN);
        measured.addAll(others);
        return new Options(time, databases, workloads, measured, given, results, seed);
    }

    private Options at(Login other) {
        return new Options(time, databases, workloads, contenders, other, results, seed);
    }

    private Options into(Path other) {
        return new Options(time, databases, workloads, contenders, given, other, seed);
    }

    private Options ordered(long other) {
        return new Options(time, databases, workloads, contenders, given, results, other);
    }

    private static String value(String name, Deque<String> rest) throws UsageException {
        String value = rest.poll();
        if (value == null || value.startsWith("--")) {
            throw new UsageException("The option " + name + " lacks a value.");
        }
        return value;
    }

    private static long number(String name, String text, long least) throws UsageException {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same answer as to a number that is too small
        }
        throw new UsageException("The option %s takes a whole number, not \"%s\".".formatted(name, text));
    }

    private static <E extends Enum<E>> Set<E> several(String name, String text, Class<E> type, Function<E, String> id)
            throws UsageException {
        Set<E> found = EnumSet.noneOf(type);
        for (String one : COMMA.splitAsStream(text).map(String::strip).toList()) {
            found.add(Arrays.stream(type.getEnumConstants())
                    .filter(constant -> id.apply(constant).equalsIgnoreCase(one))
                    .findAny()
                    .orElseThrow(() -> new UsageException("The option %s knows no \"%s\", only %s."
                            .formatted(
                                    name,
                                    one,
                                    list(Arrays.stream(type.getEnumConstants())
                                            .map(id)
                                            .toList())))));
        }
        return found;
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Options::idOf).toList();
    }

    /** As it is written on the command line: {@code fsync-group}. */
    private static String idOf(Enum<?> constant) {
        return constant instanceof Workload
                ? constant.name()
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String list(Collection<String> words) {
        return String.join(", ", words);
    }
}
