package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LittleMemoryTests {

    @TempDir
    Path directory;

    @Test
    void aLogIsReadInAFractionOfItsSize() throws Exception {
        QuerySpeed.write(directory, 60_000_000);
        String plain = read();
        QuerySpeed.compress(directory);
        String compressed = read();

        assertThat(plain)
                .contains("the newest 50: 50 records", "one actor's newest 500: 500 records")
                .contains("a text that is nowhere: 0 records");
        assertThat(withoutTimes(compressed)).isEqualTo(withoutTimes(plain));
    }

    private static String withoutTimes(String output) {
        return output.replaceAll("[0-9]+ ms", "");
    }

    private String read() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuerySpeed.class.getName(),
                        "read",
                        directory.toString(),
                        "1")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
