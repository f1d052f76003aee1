package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.Checkpoint;
import io.audittrail.line.Records;
import io.audittrail.segment.MemberWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does to a log what somebody might do who wants to hide something. Whatever the verifier does not find fails here. {@code
 * -Dflips.step=1} flips every bit, see CONTRIBUTING.md.
 */
class MutationTests {

    private static final int NOTHING = -1;

    /** In each byte at least two are flipped, and each of its eight in some byte of three. */
    private static final int STEP = Integer.getInteger("flips.step", 3);

    private static final int RECORDS = 14; // in each of three segments

    @TempDir
    Path temporary;

    private Path directory;
    private Path checkpoints;
    private SortedMap<String, byte[]> log;
    private final List<String> missed = new ArrayList<>();

    private record Flip(String file, int bit) {}

    @BeforeEach
    void writeALog() throws IOException {
        directory = Files.createDirectory(temporary.resolve("log"));
        checkpoints = temporary.resolve("checkpoints");
        log = build(directory, checkpoints, NOTHING, NOTHING);
        assertThat(log.values().stream().mapToInt(bytes -> bytes.length).sum()).isBetween(16_384, 18_000);
        assertThat(log).hasSize(3);
        assertThat(Verifier.ofChain()
                        .withCheckpoints(checkpoints)
                        .directory(directory)
                        .damages())
                .isEmpty();
    }

    @Test
    void bitsOfAPlainLogCount() throws Exception {
        assertThat(missedFlips(directory)).isEmpty();
    }

    /**
     * A flip that leaves the text as it was, for every reader of gzip, is none that matters: the bits behind the end of
     * the compressed data, up to the next full byte, mean nothing.
     */
    @Test
    void bitsOfACompressedLogCountThatMeanSomething() throws Exception {
        Path place = Files.createDirectory(temporary.resolve("compressed"));
        SortedMap<String, byte[]> compressed = compressed(place);
        long bits = 8L
                * compressed.values().stream().mapToInt(bytes -> bytes.length).sum();

        List<Flip> flips = missedFlips(place);

        int same = flips.size();
        flips.removeIf(flip -> leavesTheText(flip, compressed));
        assertThat(flips).isEmpty();
        assertThat(same).as("flips without a meaning, of %d", bits).isLessThan(100);
    }

    @Test
    void linesThatAreTakenOutDoubledSwappedOrPutInAreFound() throws IOException {
        String stranger = lines(log.firstKey()).get(1).replace("\"seq\":2", "\"seq\":3");
        for (String file : log.keySet()) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                boolean isLast = file.equals(log.lastKey()) && i == lines.size() - 1;
                String place = " line " + (i + 1) + " of " + file;
                if (!isLast) {
                    mutate("take out" + place, file, without(lines, i));
                }
                mutate("double" + place, file, with(lines, i, lines.get(i)));
                if (i > 0) {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, i - 1, i);
                    mutate("swap with the one before" + place, file, swapped);
                }
                for (String other : List.of(
                        "", "{}", stranger, lines.get(0), lines(log.lastKey()).get(2))) {
                    mutate("put in before" + place + ": " + other, file, with(lines, i, other));
                    mutate("put in instead of" + place + ": " + other, file, with(without(lines, i), i, other));
                }
            }
            mutate("put in at the end of " + file, file, with(lines, lines.size(), stranger));
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void linesThatAreCutInHalfAreFound() throws IOException {
        for (String file : log.keySet()) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                String before = text(lines.subList(0, i));
                String rest = text(lines.subList(i + 1, lines.size()));
                String half = line.substring(0, line.length() / 2);
                String place = " of line " + (i + 1) + " of " + file;
                mutate("take out the second half" + place, file, before + half + "\n" + rest);
                mutate("take out the second half and the end" + place, file, before + half + rest);
                mutate("take out the first half" + place, file, before + line.substring(half.length()) + "\n" + rest);
                mutate("cut in the middle" + place, file, before + half);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void segmentsThatAreTakenOutOrSwappedAreFound() throws IOException {
        List<String> files = List.copyOf(log.keySet());
        for (String file : files.subList(0, 2)) {
            Files.delete(directory.resolve(file));
            found("delete " + file, Verifier.ofChain());
            mutate("empty " + file, file, "");
            restore(file);
        }
        Files.write(directory.resolve(files.get(0)), of(log, files.get(1)));
        Files.write(directory.resolve(files.get(1)), of(log, files.get(0)));
        found("swap two segments", Verifier.ofChain());
        assertThat(missed).isEmpty();
    }

    @Test
    void aTailThatWasCutIsFoundByItsCheckpoints() throws IOException {
        Verifier verifier = Verifier.ofChain().withCheckpoints(checkpoints);
        List<String> files = List.copyOf(log.keySet());
        for (int n = files.size() - 1; n >= 0; n--) {
            String file = files.get(n);
            List<String> lines = lines(file);
            for (int keep = lines.size() - (n == files.size() - 1 ? 1 : 0); keep >= 0; keep--) {
                Files.writeString(directory.resolve(file), text(lines.subList(0, keep)));
                found("keep " + keep + " lines of " + file, verifier);
            }
            Files.delete(directory.resolve(file));
            found("delete " + file + " and what follows", verifier);
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void aTailThatWasCutAnywhereIsFound() throws IOException {
        Verifier verifier = Verifier.ofChain().withCheckpoints(checkpoints);
        String file = log.lastKey();
        byte[] whole = of(log, file);
        for (int length = whole.length - 1; length >= 0; length -= 499) {
            Files.write(directory.resolve(file), Arrays.copyOf(whole, length));
            found("cut " + file + " to " + length + " bytes", verifier);
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void aLogThatWasWrittenAnewIsFoundByItsCheckpoints() throws IOException {
        Verifier verifier = Verifier.ofChain().withCheckpoints(checkpoints);
        for (int record = 0; record < 3 * RECORDS; record++) {
            Path other = Files.createDirectory(temporary.resolve("edited-" + record));
            build(other, temporary.resolve("ignored"), record, NOTHING);
            assertThat(Verifier.ofChain().directory(other).damages()).isEmpty();
            foundIn(other, "edit record " + record + " and seal all anew", verifier);

            Path less = Files.createDirectory(temporary.resolve("dropped-" + record));
            build(less, temporary.resolve("ignored"), NOTHING, record);
            assertThat(Verifier.ofChain().directory(less).damages()).isEmpty();
            foundIn(less, "drop record " + record + " and seal all anew", verifier);
        }
        assertThat(missed).isEmpty();
    }

    /** Three segments with records, control lines and flags; one record may be told differently, or not at all. */
    private static SortedMap<String, byte[]> build(Path directory, Path checkpoints, int edited, int dropped)
            throws IOException {
        TestLog writer = new TestLog(directory);
        List<Checkpoint> heads = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            writer.segment();
            writer.control(n == 0 ? "started" : "policy-changed", Map.of("policyDigest", "0".repeat(64)));
            for (int i = 0; i < RECORDS; i++) {
                int record = n * RECORDS + i;
                if (record != dropped) {
                    Change change = new Change("title", "Old", record == edited ? "Other" : "Grüße, " + record);
                    writer.records(Records.set(Records.update(record, change)), i == 3, i == 4);
                }
                if (i % 5 == 0) {
                    heads.add(writer.head());
                }
            }
        }
        heads.add(writer.control("stopped", Map.of()).written().head());
        TestLog.checkpoints(checkpoints, heads.toArray(Checkpoint[]::new));
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int n = 0; n < 3; n++) {
            files.put(writer.file(n).getFileName().toString(), Files.readAllBytes(writer.file(n)));
        }
        return files;
    }

    private SortedMap<String, byte[]> compressed(Path place) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : log.entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MemberWriter.compress(new ByteArrayInputStream(file.getValue()), out);
            files.put(file.getKey() + ".gz", out.toByteArray());
            Files.write(place.resolve(file.getKey() + ".gz"), out.toByteArray());
        }
        return files;
    }

    private List<Flip> missedFlips(Path place) throws Exception {
        Path copies = Files.createDirectory(temporary.resolve("copies"));
        Command.Ran flips = Command.run(
                BitFlips.class,
                List.of("-XX:+UseSerialGC", "-Xmn64m"),
                List.of(place.toString(), copies.toString(), String.valueOf(STEP)));
        assertThat(flips.err()).isEmpty();
        assertThat(flips.status()).isZero();
        assertThat(flips.out()).endsWith("done\n");
        return flips.out()
                .lines()
                .filter(line -> !line.equals("done"))
                .map(line -> line.split(" ", 2))
                .map(flip -> new Flip(flip[0], Integer.parseInt(flip[1])))
                .collect(Collectors.toList());
    }

    private boolean leavesTheText(Flip flip, Map<String, byte[]> compressed) {
        try {
            byte[] text = of(log, flip.file().replace(".gz", ""));
            byte[] changed = of(compressed, flip.file()).clone();
            changed[flip.bit() / 8] ^= (byte) (1 << flip.bit() % 8);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(changed))) {
                return Arrays.equals(in.readAllBytes(), text);
            }
        } catch (IOException e) {
            return false;
        }
    }

    private void mutate(String what, String file, List<String> lines) throws IOException {
        mutate(what, file, text(lines));
    }

    private void mutate(String what, String file, String text) throws IOException {
        if (!text.equals(text(lines(file)))) {
            Files.writeString(directory.resolve(file), text);
            found(what, Verifier.ofChain());
            restore(file);
        }
    }

    private void restore(String file) throws IOException {
        Files.write(directory.resolve(file), of(log, file));
    }

    private void found(String what, Verifier verifier) throws IOException {
        foundIn(directory, what, verifier);
    }

    private void foundIn(Path place, String what, Verifier verifier) throws IOException {
        if (verifier.directory(place).isWhole()) {
            missed.add(what);
        }
    }

    private static byte[] of(Map<String, byte[]> files, String file) {
        return Objects.requireNonNull(files.get(file));
    }

    private List<String> lines(String file) {
        return new String(of(log, file), StandardCharsets.UTF_8).lines().toList();
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static List<String> without(List<String> lines, int i) {
        List<String> less = new ArrayList<>(lines);
        less.remove(i);
        return less;
    }

    private static List<String> with(List<String> lines, int i, String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(i, line);
        return more;
    }
}
