package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTests {

    private static final Results RESULTS = Example.results();

    @Test
    void everyRatioStandsBesideThatOfNoneToItself() {
        assertThat(Report.of(RESULTS))
                .containsPattern("ours, direct +1\\.20 \\(1\\.15–1\\.25\\) +1\\.01 \\(0\\.96–1\\.06\\) ")
                .containsPattern("Envers +2\\.50 \\(2\\.45–2\\.55\\) +1\\.01 \\(0\\.96–1\\.06\\) ");
    }

    @Test
    void theBestThatAuditsIsMarked() {
        assertThat(Report.of(RESULTS))
                .containsPattern("row trigger +1\\.10 \\(1\\.05–1\\.15\\)\\* ")
                .containsPattern("ours, direct .* 400\\*\\n");
    }

    @Test
    void whoDoesNotAuditHasNoFigures() {
        assertThat(lines(Report.of(RESULTS), "ours, direct").get(1).replaceAll(" {2,}", "  "))
                .isEqualTo("ours, direct  –  0.99 (0.94–1.04)  –  –  –  –  –  –  –  –  –");
    }

    @Test
    void whoFailedIsNamedWithItsLastLines() {
        assertThat(Report.of(RESULTS))
                .contains(
                        "JaVers failed in W2 on PostgreSQL: ended at \"slice 300\" with exit code 3\n    OutOfMemoryError\n");
    }

    @Test
    void whoWasMeasuredBeforeItWasWarmIsNamed() {
        assertThat(Report.of(RESULTS))
                .contains("warmed up by 6–6 s of CPU, and not yet quiet: Envers; compilers took at most 2 % of");
    }

    @Test
    void whereItWasMeasuredIsSaid() {
        assertThat(Report.of(RESULTS))
                .contains("2026-11-21T23:00:00Z, commit abc1234, seed 42")
                .contains(
                        "A <fast> CPU, 2 cores, 8 GB, Linux 6 amd64, OpenJDK 17, Hibernate 7.4.1.Final, files on ext4\n")
                .contains("PostgreSQL 18.6 (embedded), fsync=on");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path directory) throws IOException {
        Path file = RESULTS.write(directory);

        assertThat(file).hasFileName("2026-11-21-abc1234.json");
        assertThat(Results.read(file)).isEqualTo(RESULTS);
    }

    @Test
    void aSecondRunOverwritesNothing(@TempDir Path directory) throws IOException {
        Path first = RESULTS.write(directory);

        assertThat(RESULTS.write(directory)).hasFileName("2026-11-21-abc1234-2.json");
        assertThat(first).exists();
    }

    @Test
    void eachRowIsALine(@TempDir Path directory) throws IOException {
        assertThat(Files.readAllLines(RESULTS.write(directory)))
                .filteredOn(line -> line.startsWith("{\"database\":\"postgres-async\""))
                .hasSize(RESULTS.rows().size());
    }

    @Test
    void whatOneDatabaseMustSufficeForIsShownOfPostgresAsItComes() throws Exception {
        Results one = Example.with(Workload.W2, 1.5, 1.1);
        Results both = Example.with(
                Stream.concat(one.rows().stream(), one.rows().stream().map(Example::onPostgresThatSyncs))
                        .toList());
        assertThat(Chart.of(one)).contains(Database.POSTGRES_ASYNC.title());
        assertThat(Chart.of(both)).contains(Database.POSTGRES_SYNC.title());
        assertThat(new ReadmePart(one, "x.json").text()).contains(" on " + Database.POSTGRES_ASYNC.title() + ";");
        assertThat(new ReadmePart(both, "x.json").text()).contains(" on " + Database.POSTGRES_SYNC.title() + ";");
    }

    @Test
    void theChartIsXmlWithABarForEachThatAuditsAndTheNoise() throws Exception {
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Chart.of(RESULTS))));

        assertThat(Chart.of(RESULTS))
                .containsOnlyOnce("class=\"ours\"")
                .contains("not captured", "prefers-color-scheme:dark", "PostgreSQL, synchronous_commit=off");
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(4 + 2);
    }

    @Test
    void theReadmeSaysWhereOthersAreBetter() {
        assertThat(row("| row trigger")).isEqualTo("| row trigger | **1.10 (1.05–1.15)** | – | direct: W1 |");
    }

    @Test
    void theReadmeSaysWhatOnlyOthersCapture() {
        assertThat(row("| ours, direct")).isEqualTo("| ours, direct | 1.20 (1.15–1.25) | – |  |");
        assertThat(row("| Envers")).isEqualTo("| Envers | 2.50 (2.45–2.55) | **3.00 (2.95–3.05)** | direct: W6 |");
    }

    @Test
    void whoIsFasterThanNoneIsShownAsWithinTheNoise() {
        Results noisy = Example.with(Workload.W1, 0.9, 1.08);

        assertThat(lines(new ReadmePart(noisy, "x.json").text(), "| row trigger"))
                .containsExactly("| row trigger | **≈ 1 (0.85–0.95)** |  |");
        assertThat(lines(new ReadmePart(noisy, "x.json").text(), "| ours, direct"))
                .containsExactly("| ours, direct | **1.08 (1.03–1.13)** |  |");
        assertThat(Report.of(noisy))
                .containsPattern("row trigger +≈ 1 \\(0\\.85–0\\.95\\)\\* ")
                .containsPattern("ours, direct +1\\.08 \\(1\\.03–1\\.13\\)\\* ");
        assertThat(Chart.of(noisy)).contains(">≈ 1</text>", ">1.08</text>").doesNotContain(">0.90</text>");
    }

    @Test
    void theReadmeSaysWhenAndWhereItWasMeasured() {
        assertThat(new ReadmePart(RESULTS, "benchmarks/results/x.json").text())
                .contains("Measured on 2026-11-21 at commit abc1234: A <fast> CPU, 2 cores")
                .contains("Hibernate 7.4.1.Final, files on ext4; PostgreSQL 18.6")
                .contains("[x.json](benchmarks/results/x.json)")
                .contains("](benchmarks/results/x.svg)")
                .contains("| JaVers | failed | failed |  |")
                .contains("JaVers failed in W2 on PostgreSQL");
    }

    @Test
    void theReadmeSaysWhoWasMeasuredBeforeItWasWarm() {
        List<Row> hot = RESULTS.rows().stream()
                .map(row -> row.contender() == Contender.ENVERS && row.workload() == Workload.W6
                        ? Example.compiling(row, 34.5)
                        : row)
                .toList();
        List<Row> ours = Example.with(Workload.W1, 1.1, 1.2).rows();

        assertThat(new ReadmePart(RESULTS, "x.json").text())
                .endsWith("\nAfter the warm-up these were not at rest: Envers in W1, W6.\n");
        assertThat(new ReadmePart(Example.with(hot), "x.json").text())
                .endsWith(" W6. While it was measured, compilers took up to 34.5 % of the time: that of Envers in W6 on"
                        + " PostgreSQL, synchronous_commit=off.\n");
        assertThat(new ReadmePart(Example.with(ours), "x.json").text())
                .endsWith("\nAfter the warm-up all were at rest.\n");
    }

    @Test
    void whatThereWasNoTimeForHasNoColumn() {
        Results once = Example.with(Stream.concat(
                        RESULTS.rows().stream(),
                        RESULTS.rows().stream()
                                .filter(row -> row.workload() == Workload.W1)
                                .map(Example::onH2))
                .toList());

        assertThat(lines(new ReadmePart(once, "x.json").text(), "|  | W"))
                .containsExactly("|  | W1 | better than ours |", "|  | W1 | W6 | better than ours |");
    }

    @Test
    void onlyItsPartOfTheReadmeIsReplaced() throws UsageException {
        ReadmePart part = new ReadmePart(RESULTS, "benchmarks/results/x.json");
        String readme = "before\n" + ReadmePart.BEGIN + "what was there\n" + ReadmePart.END + "\nafter\n";

        String once = part.in(readme);

        assertThat(once).startsWith("before\n" + ReadmePart.BEGIN).endsWith(ReadmePart.END + "\nafter\n");
        assertThat(once).doesNotContain("what was there");
        assertThat(part.in(once)).isEqualTo(once);
    }

    @Test
    void everyContenderHasATitleOfItsOwn() {
        assertThat(Contender.values()).extracting(Contenders::title).doesNotHaveDuplicates();
    }

    private static String row(String start) {
        return lines(new ReadmePart(RESULTS, "benchmarks/results/x.json").text(), start)
                .get(0);
    }

    private static List<String> lines(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).toList();
    }
}
