package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README's table of settings is made from the configuration metadata. After a change of a setting, write it anew:
 * {@code mvn -pl audit-autoconfigure test -Dtest=SettingsTableTests -Dreadme.update=true}.
 */
class SettingsTableTests {

    private static final Path README = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- settings: made from the configuration metadata -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void theReadmeHasARowForEachSetting() throws IOException {
        String readme = Files.readString(README);
        if (Boolean.getBoolean("readme.update")) {
            String updated = before(readme) + table() + after(readme);
            Files.writeString(README, updated);
            readme = updated;
        }

        assertThat(readme).contains(BEGIN + table() + END);
    }

    @Test
    void eachSettingHasADescription() throws IOException {
        settings()
                .values()
                .forEach(setting -> assertThat(setting.path("description").asString())
                        .as(setting.path("name").asString())
                        .isNotBlank()
                        .endsWith("."));
    }

    private static String before(String readme) {
        return readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
    }

    private static String after(String readme) {
        return readme.substring(readme.indexOf(END));
    }

    private static String table() throws IOException {
        String rows = settings().entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return "| Setting | Default | |\n|---|---|---|\n" + rows;
    }

    private static String row(String name, JsonNode setting) {
        return "| `%s` | %s | %s |%n"
                .formatted(
                        name.substring("audit.".length()),
                        defaultOf(setting.path("defaultValue")),
                        setting.path("description").asString())
                .replace(System.lineSeparator(), "\n");
    }

    private static String defaultOf(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return "`" + value.asString().replaceAll("[\\[\\]]", "") + "`";
    }

    private static Map<String, JsonNode> settings() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                AuditProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            Map<String, JsonNode> settings = new TreeMap<>();
            JsonMapper.builder()
                    .build()
                    .readTree(metadata)
                    .path("properties")
                    .valueStream()
                    .filter(setting -> setting.path("name").asString().startsWith("audit."))
                    .forEach(setting -> settings.put(setting.path("name").asString(), setting));
            return settings;
        }
    }
}
