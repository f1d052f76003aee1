package io.audittrail.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code export}: writes a file of evidence, and prints what was found in the segments that it took. */
final class ExportCommand {

    static final Set<String> OPTIONS = Set.of(Arguments.CHECKPOINTS, Arguments.KEY, Arguments.FROM, Arguments.TO);

    private final PrintStream out;

    ExportCommand(PrintStream out) {
        this.out = out;
    }

    int run(Arguments arguments) throws IOException {
        Path directory = Path.of(arguments.words().get(0));
        Path file = Path.of(arguments.words().get(1));
        Path checkpoints = arguments.path(Arguments.CHECKPOINTS);
        Path key = arguments.path(Arguments.KEY);
        if (key != null && checkpoints == null) {
            return Main.UNCLEAR;
        }
        Evidence evidence = Evidence.of(directory);
        try {
            evidence = evidence.between(time(arguments, Arguments.FROM), time(arguments, Arguments.TO));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (checkpoints != null) {
            evidence = key == null
                    ? evidence.withCheckpoints(checkpoints)
                    : evidence.withCheckpoints(checkpoints, KeyFile.read(key));
        }
        Evidence.Exported exported = evidence.export(file);
        new Printout(out, checkpoints != null).print(exported.segments());
        if (!exported.log().isWhole()) {
            out.println("all of the log: damaged: "
                    + Printout.badPlaces(exported.log().damageCount()));
        }
        out.println("written to " + file);
        return exported.log().isWhole() && exported.segments().isWhole() ? Main.WHOLE : Main.DAMAGED;
    }

    private static @Nullable Instant time(Arguments arguments, String option) throws IOException {
        String text = arguments.option(option);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException(option + " " + text + " is no time like 2026-11-20T22:05:31Z", e);
        }
    }
}
