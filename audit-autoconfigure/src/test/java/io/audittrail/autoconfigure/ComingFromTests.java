package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/coming-from.md names tests and settings that there are. */
class ComingFromTests {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT|Contract))\\.(\\w+)`");
    private static final Pattern SETTING = Pattern.compile("`(audit\\.[a-z.-]+)");

    @Test
    void eachTestIsThere() throws IOException {
        Map<String, Path> classes = sources();
        List<MatchResult> named = TEST.matcher(text()).results().toList();
        assertThat(named).hasSizeGreaterThan(40);
        for (MatchResult test : named) {
            assertThat(classes).containsKey(test.group(1));
            assertThat(Files.readString(Objects.requireNonNull(classes.get(test.group(1)))))
                    .as(test.group())
                    .containsPattern("(@Test|@ParameterizedTest)[^}]*\\bvoid " + test.group(2) + "\\(");
        }
    }

    @Test
    void eachSettingIsThere() throws IOException {
        Set<String> known = settings();
        List<String> named =
                SETTING.matcher(text()).results().map(match -> match.group(1)).toList();
        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(setting -> assertThat(known).contains(setting));
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("..", "docs", "coming-from.md"));
    }

    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));
        }
    }

    private static Set<String> settings() throws IOException {
        JsonNode metadata = JsonMapper.builder()
                .build()
                .readTree(Files.readString(
                        Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json")));
        return metadata.path("properties")
                .valueStream()
                .map(property -> property.path("name").asString())
                .collect(Collectors.toSet());
    }
}
