package io.audittrail.actuate;

import java.util.regex.Pattern;

/** What lines and exceptions say of files: names may be shown to a caller, places on this or another machine not. */
final class PlaceNames {

    /** From the root, at the beginning of a word, up to the last separator. */
    private static final Pattern DIRECTORIES =
            Pattern.compile("(?<![^\\s'\"(\\[{=,])(?:[A-Za-z]:)?[/\\\\](?:[^\\s/\\\\:,;'\"()]+[/\\\\])*");

    private PlaceNames() {}

    static String withoutDirectories(String text) {
        return DIRECTORIES.matcher(text).replaceAll("");
    }
}
