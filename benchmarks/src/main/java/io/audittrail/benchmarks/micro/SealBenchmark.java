package io.audittrail.benchmarks.micro;

import io.audittrail.benchmarks.log.Transactions;
import io.audittrail.line.Chain;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The number and the hash that end a line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBenchmark {

    private final Chain chain = Chain.genesis("sam-web-1");
    private final LineBuffer line = new LineBuffer(4096);
    private int unsealed;

    @Setup
    public void encode() {
        Lines lines = new Lines(4096);
        new LineEncoder("sam-web-1").encode(Transactions.ofOneUpdate().next(), lines);
        line.append(lines.buffer().array(), 0, lines.end(0));
        unsealed = line.length();
    }

    @Benchmark
    public int update() {
        line.cut(unsealed);
        chain.seal(line, 0);
        return line.length();
    }
}
