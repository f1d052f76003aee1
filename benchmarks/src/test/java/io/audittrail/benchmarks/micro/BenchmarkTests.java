package io.audittrail.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured does what it says. */
class BenchmarkTests {

    @ParameterizedTest
    @EnumSource
    void allEncodeTheWholeRecord(EncodeBenchmark.Sample sample) {
        EncodeBenchmark benchmark = new EncodeBenchmark();
        benchmark.sample = sample;
        benchmark.choose();

        int least = sample == EncodeBenchmark.Sample.UPDATE ? 200 : 500;
        assertThat(benchmark.ours()).isBetween(least, 3 * least);
        assertThat(benchmark.jackson()).isBetween(least, 3 * least);
        assertThat(benchmark.logstash()).isBetween(least, 3 * least);
    }
}
