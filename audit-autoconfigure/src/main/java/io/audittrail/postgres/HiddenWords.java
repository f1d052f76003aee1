package io.audittrail.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words that a name must not have: each whole, those of several together, in the plural and written as one, too. The same is
 * said as expressions for {@code words} in {@code functions.sql}.
 */
final class HiddenWords {

    private static final Pattern BORDER = Pattern.compile(
            "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    private final @Nullable Pattern words;
    private final String hint;

    HiddenWords(List<String> hidden) {
        List<String> expressions = new ArrayList<>();
        List<String> first = new ArrayList<>();
        for (String each : hidden) {
            List<String> parts = words(each);
            if (!parts.isEmpty()) {
                expressions.add(String.join("s? ", parts) + "s?");
                if (parts.size() > 1) {
                    expressions.add(String.join("", parts) + "s?");
                }
                first.add(parts.get(0));
            }
        }
        words = expressions.isEmpty() ? null : Pattern.compile(" (" + String.join("|", expressions) + ") ");
        hint = String.join("|", first);
    }

    private static List<String> words(String name) {
        return BORDER.splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean areIn(String name) {
        return words != null
                && words.matcher(' ' + String.join(" ", words(name)) + ' ').find();
    }

    /** What the words of a name are held against; null when nothing is hidden. */
    @Nullable
    String expression() {
        return words == null ? null : words.pattern();
    }

    /** What every name has that they are in, and few others. */
    String hint() {
        return hint;
    }

    /** Those that they are in, in order. */
    List<String> among(Set<String> names) {
        return names.stream().filter(this::areIn).sorted().toList();
    }
}
