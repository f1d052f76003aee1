package io.audittrail.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code verify}: a directory, lines from standard input, or a file of evidence. */
final class VerifyCommand {

    static final Set<String> OPTIONS = Set.of(Arguments.CHECKPOINTS, Arguments.KEY);

    private final InputStream in;
    private final PrintStream out;

    VerifyCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    int run(Arguments arguments) throws IOException {
        String what = arguments.words().get(0);
        Path checkpoints = arguments.path(Arguments.CHECKPOINTS);
        Path key = arguments.path(Arguments.KEY);
        boolean fromInput = what.equals("-");
        if (!fromInput && isEvidence(Path.of(what))) {
            return checkpoints == null ? evidence(Path.of(what), key) : Main.UNCLEAR;
        }
        if (key != null && checkpoints == null) {
            return Main.UNCLEAR;
        }
        Verifier verifier = verifier(checkpoints, key);
        Verification found = fromInput ? verifier.lines(in) : verifier.directory(Path.of(what));
        if (found.streams().isEmpty() && found.isWhole()) {
            throw new IOException("there is no audit log " + (fromInput ? "on standard input" : "in " + what));
        }
        Printout printout = new Printout(out, checkpoints != null);
        printout.print(found);
        if (checkpoints == null) {
            out.println("not checked: whether the end was cut off or all was written anew, which needs --checkpoints");
        } else {
            printout.unchecked(found);
            if (key == null) {
                out.println("not checked: who made the checkpoints, which needs --public-key");
            }
        }
        return status(found);
    }

    /** With the checkpoints and the key that were given. */
    private static Verifier verifier(@Nullable Path checkpoints, @Nullable Path key) throws IOException {
        Verifier verifier = Verifier.ofChain();
        if (checkpoints == null) {
            return verifier;
        }
        return key == null
                ? verifier.withCheckpoints(checkpoints)
                : verifier.withCheckpoints(checkpoints, KeyFile.read(key));
    }

    private static boolean isEvidence(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return ZipLayout.isOne(channel);
        }
    }

    private int evidence(Path file, @Nullable Path key) throws IOException {
        EvidenceCheck.Result result = EvidenceCheck.of(file, key == null ? null : KeyFile.read(key));
        Manifest manifest = result.manifest();
        boolean withCheckpoints = manifest != null && manifest.has(EvidenceContent.CHECKPOINTS);
        if (key != null && manifest != null && !withCheckpoints) {
            throw new IOException("there are no checkpoints in " + file + " that a key could have signed");
        }
        Printout printout = new Printout(out, withCheckpoints);
        printout.print(result.found());
        if (manifest != null) {
            told(result, manifest);
            printout.unchecked(result.found());
            if (withCheckpoints && key == null) {
                PublicKey inside = result.key();
                out.println("not checked: who made the checkpoints, which needs --public-key"
                        + (inside == null ? "" : "; the SHA-256 of the key in it is " + KeyFile.digest(inside)));
            }
        }
        return status(result.found());
    }

    /** What somebody says who may have made all of it. */
    private void told(EvidenceCheck.Result result, Manifest manifest) {
        out.println("made at " + manifest.created() + ", asked for " + manifest.span());
        for (Manifest.Part part : manifest.streams()) {
            if (part.earlier() != null) {
                out.println("not checked: what " + shown(part) + " holds before seq " + part.firstSeq() + ", which "
                        + (part.earlier().equals(Manifest.REMOVED) ? "retention had removed" : "was left out"));
            }
            if (part.later() != null) {
                out.println("not checked: what " + shown(part) + " holds behind seq " + part.lastSeq()
                        + ", which was left out");
            }
        }
        if (result.olderPolicies() > 0) {
            out.println("not checked: " + result.olderPolicies()
                    + " lines of policies.jsonl, which are of files that were left out");
        }
        if (result.report() != null && result.report().get("log") instanceof Map<?, ?> log) {
            out.println("not checked: what report.json says of all of the log: "
                    + (Boolean.TRUE.equals(log.get("whole"))
                            ? "whole"
                            : "damaged: " + Printout.badPlaces(LineForm.shown(log.get("badPlaces")))));
        }
    }

    private static String shown(Manifest.Part part) {
        return LineForm.shown(part.stream());
    }

    private static int status(Verification found) {
        return found.isWhole() ? Main.WHOLE : Main.DAMAGED;
    }
}
