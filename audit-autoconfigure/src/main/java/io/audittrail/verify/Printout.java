package io.audittrail.verify;

import java.io.PrintStream;

/** Prints what was found: every bad place (of many, the first), a line for each stream, and the verdict. */
final class Printout {

    private final PrintStream out;
    private final boolean withCheckpoints;

    Printout(PrintStream out, boolean withCheckpoints) {
        this.out = out;
        this.withCheckpoints = withCheckpoints;
    }

    void print(Verification found) {
        damages(found);
        for (StreamVerification stream : found.streams()) {
            out.println(summary(stream));
        }
        out.println(found.isWhole() ? "whole" : "damaged: " + badPlaces(found.damageCount()));
    }

    void damages(Verification found) {
        found.damages().forEach(out::println);
        long more = found.damageCount() - found.damages().size();
        if (more > 0) {
            out.println("and " + more + " more");
        }
    }

    /** What only checkpoints show, where there are none that do. */
    void unchecked(Verification found) {
        for (StreamVerification stream : found.streams()) {
            if (stream.checkpoints() == 0) {
                out.println("not checked: whether the end of " + stream.stream()
                        + " was cut off or all was written anew, since no checkpoint of it fits");
            }
        }
    }

    private String summary(StreamVerification stream) {
        StringBuilder text = new StringBuilder(stream.stream())
                .append(": ")
                .append(stream.lines())
                .append(" lines, seq ")
                .append(stream.firstSeq())
                .append(" to ")
                .append(stream.lastSeq())
                .append(", ")
                .append(stream.bytes())
                .append(" bytes, hash ")
                .append(stream.hash());
        if (stream.startRemoved()) {
            text.append(", start removed by retention");
        }
        if (withCheckpoints) {
            text.append(", ").append(stream.checkpoints()).append(" checkpoints fit");
            if (stream.checkpointsBefore() > 0) {
                text.append(", ").append(stream.checkpointsBefore()).append(" are of removed lines");
            }
        }
        return text.toString();
    }

    static String badPlaces(long count) {
        return badPlaces(String.valueOf(count));
    }

    /** @param count of a report, which may say anything */
    static String badPlaces(String count) {
        return count.equals("1") ? "1 bad place" : count + " bad places";
    }
}
