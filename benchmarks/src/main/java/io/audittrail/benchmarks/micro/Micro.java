package io.audittrail.benchmarks.micro;

import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package with JMH and its allocation profiler; takes JMH's own options. */
public final class Micro {

    private Micro() {}

    public static void main(String[] args) throws Exception {
        CommandLineOptions given = new CommandLineOptions(Arrays.stream(args)
                .map(arg -> arg.equals("--help") ? "-h" : arg)
                .toArray(String[]::new));
        if (given.shouldHelp()) {
            given.showHelp();
            return;
        }
        new Runner(new OptionsBuilder()
                        .parent(given)
                        .shouldFailOnError(given.shouldFailOnError().orElse(true))
                        .forks(given.getForkCount().orElse(1))
                        .warmupIterations(given.getWarmupIterations().orElse(4))
                        .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                        .measurementIterations(given.getMeasurementIterations().orElse(5))
                        .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend("-Xmx512m")
                        .build())
                .run();
    }
}
