package io.audittrail.hibernate;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An entity or class name as it is written in the settings, with {@code *} for any text. */
record NamePattern(String text, Pattern pattern) {

    static NamePattern of(String text) {
        String regex =
                Stream.of(text.trim().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return new NamePattern(text, Pattern.compile(regex));
    }

    boolean matches(EntityName name) {
        return pattern.matcher(name.jpaName()).matches()
                || pattern.matcher(name.className()).matches();
    }
}
