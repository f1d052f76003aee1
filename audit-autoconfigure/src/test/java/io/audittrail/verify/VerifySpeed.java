package io.audittrail.verify;

import io.audittrail.Change;
import io.audittrail.ChangeSet;
import io.audittrail.line.Chain;
import io.audittrail.line.LineBuffer;
import io.audittrail.line.LineEncoder;
import io.audittrail.line.Lines;
import io.audittrail.line.Records;
import io.audittrail.segment.MemberWriter;
import io.audittrail.segment.SegmentName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/**
 * Measures how fast a log is verified; no test. Run with {@code java -cp target/test-classes:target/classes
 * io.audittrail.verify.VerifySpeed DIRECTORY [MEGABYTES]}.
 */
final class VerifySpeed {

    private VerifySpeed() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        long bytes = 1_000_000L * (args.length > 1 ? Integer.parseInt(args[1]) : 512);
        SegmentName name = write(directory, bytes);
        measure("plain", directory);
        try (InputStream in = Files.newInputStream(directory.resolve(name.plain()));
                OutputStream out = Files.newOutputStream(directory.resolve(name.compressed()))) {
            MemberWriter.compress(in, out);
        }
        Files.delete(directory.resolve(name.plain()));
        measure("gzip", directory);
        Files.delete(directory.resolve(name.compressed()));
    }

    /** One segment of records of about 350 bytes. */
    static SegmentName write(Path directory, long bytes) throws IOException {
        SegmentName name = new SegmentName("speed", 1);
        Chain chain = Chain.genesis(name.stream());
        LineEncoder encoder = new LineEncoder(name.stream());
        Lines lines = new Lines(1024);
        LineBuffer out = new LineBuffer(64 * 1024);
        try (OutputStream file = Files.newOutputStream(directory.resolve(name.plain()))) {
            encoder.control(Records.AT, "segment-opened", Collections.singletonMap("previous", null), lines);
            for (long written = 0, id = 1; written < bytes; id++) {
                out.append(lines.buffer().array(), 0, lines.end(0));
                chain.seal(out, 0);
                file.write(out.array(), 0, out.length());
                written += out.length();
                out.cut(0);
                ChangeSet set = Records.set(Records.update(id, new Change("title", "Old " + id, "New " + 3 * id)));
                encoder.encode(set, lines);
            }
        }
        return name;
    }

    private static void measure(String what, Path directory) throws IOException {
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Verification found = Verifier.ofChain().directory(directory);
            double seconds = (System.nanoTime() - start) / 1e9;
            StreamVerification stream = found.streams().get(0);
            System.out.printf(
                    "%s: %d lines, %.0f MB/s of text, %s%n",
                    what,
                    stream.lines(),
                    stream.bytes() / 1e6 / seconds,
                    found.isWhole() ? "whole" : found.damages().get(0));
        }
    }
}
