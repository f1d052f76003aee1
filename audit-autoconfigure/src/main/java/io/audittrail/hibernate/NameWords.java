package io.audittrail.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name as the words it is made of: {@code cardPin}, {@code CARD_PIN} and {@code card pin} are {@code card} and
 * {@code pin}. A number is a word of its own: {@code pin2} has a {@code pin}.
 */
record NameWords(List<String> words) {

    private static final Pattern BORDER = Pattern.compile(
            "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    static NameWords of(String name) {
        List<String> words = new ArrayList<>();
        for (String word : BORDER.split(name, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return new NameWords(List.copyOf(words));
    }

    /** Whether the other words stand together in this name, each whole. A plural counts; so does the spelling as one word. */
    boolean contain(NameWords other) {
        int span = other.words.size();
        if (span == 0) {
            return false;
        }
        String joined = String.join("", other.words);
        for (int from = 0; from < words.size(); from++) {
            if (isOrPlural(words.get(from), joined) || (from + span <= words.size() && matchAt(from, other))) {
                return true;
            }
        }
        return false;
    }

    private boolean matchAt(int from, NameWords other) {
        for (int i = 0; i < other.words.size(); i++) {
            if (!isOrPlural(words.get(from + i), other.words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrPlural(String word, String of) {
        return word.equals(of) || (word.length() == of.length() + 1 && word.startsWith(of) && word.endsWith("s"));
    }
}
