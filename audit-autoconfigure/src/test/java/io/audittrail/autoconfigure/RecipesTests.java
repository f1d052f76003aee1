package io.audittrail.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipes of the documents name settings that there are, and parts of the line that are in it. */
class RecipesTests {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path LOG = Path.of("src", "test", "resources", "corpus", "v1", "whole");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void everyYamlIsYamlAndNamesSettingsThatThereAre() throws IOException {
        Set<String> known = settings();
        List<String> named = new ArrayList<>();
        for (String document : List.of("deployment.md", "shipping.md", "guarantees.md", "../README.md")) {
            for (String yaml : blocks(document, "yaml")) {
                Object root = new Yaml().load(yaml);
                if (root instanceof Map<?, ?> map && map.containsKey("audit")) {
                    names("audit", map.get("audit"), named);
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(known).containsAll(named);
    }

    @Test
    void splunkFindsTheTimeOfALine() throws IOException {
        Map<String, String> props = ini(blocks("shipping.md", "ini").get(1));
        Pattern prefix = Pattern.compile(String.valueOf(props.get("TIME_PREFIX")));
        DateTimeFormatter format = DateTimeFormatter.ofPattern(String.valueOf(props.get("TIME_FORMAT"))
                .replace("T", "'T'")
                .replace("%Y", "yyyy")
                .replace("%m", "MM")
                .replace("%d", "dd")
                .replace("%H", "HH")
                .replace("%M", "mm")
                .replace("%S", "ss")
                .replace("%6N", "SSSSSS")
                .replace("Z", "'Z'"));
        int length = Integer.parseInt(String.valueOf(props.get("MAX_TIMESTAMP_LOOKAHEAD")));
        for (String line : lines()) {
            Matcher found = prefix.matcher(line);
            assertThat(found.find()).as(line).isTrue();
            String time = line.substring(found.end(), found.end() + length);
            assertThat(LocalDateTime.parse(time, format)).hasToString(time.replaceAll("(000)?Z$", ""));
        }
    }

    @Test
    void whatAlloyAndFilebeatTakeOutOfALineIsInIt() throws IOException {
        Set<String> keys = new HashSet<>();
        JsonNode kinds = JSON.readTree(Files.readString(DOCS.resolve("line.schema.json")))
                .path("$defs");
        for (String kind : List.of("record", "control")) {
            keys.addAll(kinds.path(kind).path("properties").propertyNames());
        }
        String alloy = blocks("shipping.md", "alloy").get(0);
        Matcher expressions =
                Pattern.compile("expressions = \\{(.*?)\\}", Pattern.DOTALL).matcher(alloy);
        assertThat(expressions.find()).isTrue();
        Matcher expression =
                Pattern.compile("(\\w+) += \"(?:\\\\\")?([^\"\\\\]+)").matcher(expressions.group(1));
        Set<String> taken = new HashSet<>();
        while (expression.find()) {
            taken.add(expression.group(1));
            assertThat(keys).contains(expression.group(2));
        }
        Matcher used = Pattern.compile("(\\w+) = \"\"").matcher(alloy);
        assertThat(used.results().map(result -> result.group(1))).isNotEmpty().allMatch(taken::contains);
        Object filebeat = new Yaml().load(blocks("shipping.md", "yaml").get(0));
        assertThat(filebeat).asString().contains("document_id=hash");
        assertThat(keys).contains("hash");
        JsonNode mapping = JSON.readTree(blocks("shipping.md", "json").get(0));
        mapping.path("mappings").path("properties").propertyNames().forEach(name -> {
            if (!name.equals("message")) {
                assertThat(keys).contains(name);
            }
        });
    }

    private static Set<String> settings() throws IOException {
        Set<String> names = new HashSet<>();
        JsonNode metadata = JSON.readTree(
                Files.readString(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json")));
        metadata.path("properties")
                .forEach(property -> names.add(property.path("name").asString()));
        return names;
    }

    private static void names(String prefix, Object value, List<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, nested) -> names(prefix + '.' + key, nested, names));
        } else {
            names.add(prefix);
        }
    }

    private static Map<String, String> ini(String text) {
        return text.lines()
                .filter(line -> line.contains(" = "))
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static List<String> blocks(String document, String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve(document)));
        List<String> blocks = block.results().map(result -> result.group(1)).toList();
        assertThat(blocks).as(document + " " + language).isNotEmpty();
        return blocks;
    }

    private static List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(LOG)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.endsWith("\"}")) // One of them was cut by a kill.
                        .forEach(lines::add);
            }
            assertThat(lines).isNotEmpty();
            return lines;
        }
    }
}
