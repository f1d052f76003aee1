package io.audittrail.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditQuery;
import io.audittrail.benchmarks.log.TemporaryScratch;
import io.audittrail.trail.FileAuditTrail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured does what it says. */
class BenchmarkTests extends TemporaryScratch {

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

    @Test
    void helpIsShownInPlaceOfABenchmark() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            Micro.main(new String[] {"--help"});
        } finally {
            System.setOut(out);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("-wi <int>");
    }

    @Test
    void transactionsGetToTheFile() throws Exception {
        TransactionBenchmark benchmark = new TransactionBenchmark();
        benchmark.open();

        benchmark.oneUpdate();
        benchmark.oneInsert();
        benchmark.eachOfFiftyUpdates();

        try (Stream<Path> logs = Files.list(parent);
                Stream<?> records = new FileAuditTrail(logs.findFirst().orElseThrow()).stream(AuditQuery.all())) {
            assertThat(records).hasSize(52);
        }
        benchmark.close();
    }
}
