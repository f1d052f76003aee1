package io.audittrail.benchmarks.scale;

/** The part of a document that a measurement writes, between {@code <!-- scale:NAME -->} and {@code <!-- /scale:NAME -->}. */
record Section(String before, String after) {

    /** @throws IllegalArgumentException when the document has no such part */
    static Section of(String document, String name) {
        String begin = "<!-- scale:" + name + " -->\n";
        String end = "<!-- /scale:" + name + " -->";
        int from = document.indexOf(begin);
        int to = from < 0 ? -1 : document.indexOf(end, from);
        if (to < 0) {
            throw new IllegalArgumentException(
                    "The document has no lines " + begin.strip() + " and, behind it, " + end);
        }
        return new Section(document.substring(0, from + begin.length()), document.substring(to));
    }

    /** The document with another text in this part. */
    String replacedBy(String text) {
        return before + "\n" + text.strip() + "\n\n" + after;
    }
}
