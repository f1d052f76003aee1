package io.audittrail.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command: {@code java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify DIRECTORY}. Prints every bad place
 * (of many, the first), then a line for each stream, then the verdict.
 */
public final class Main {

    static final int WHOLE = 0;
    static final int DAMAGED = 1;
    static final int NOT_VERIFIED = 2;

    private static final String USAGE = """
            Usage: java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify DIRECTORY [OPTIONS]

            Verifies the audit log in DIRECTORY; - reads lines from standard input instead, as mirror.format=line ships them.

              --checkpoints FILE   holds the log against these checkpoints, one a line
              --public-key FILE    requires that each checkpoint is signed; an Ed25519 public key, PEM or DER

            Exit status: 0 the log is whole, 1 it is damaged, 2 it could not be verified.
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Main(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        int status = new Main(System.in, System.out, System.err).run(List.of(args));
        System.out.flush();
        System.exit(status);
    }

    int run(List<String> args) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments == null) {
                err.print(USAGE);
                return NOT_VERIFIED;
            }
            return verify(arguments);
        } catch (IOException e) {
            err.println("Not verified: " + reason(e));
            return NOT_VERIFIED;
        } catch (RuntimeException | Error e) {
            err.println("Not verified: " + e); // Java's own exit status for it would say: damaged.
            return NOT_VERIFIED;
        }
    }

    private int verify(Arguments arguments) throws IOException {
        PublicKey key = arguments.key() == null ? null : KeyFile.read(arguments.key());
        Verifier verifier = Verifier.ofChain();
        if (arguments.checkpoints() != null) {
            verifier = key == null
                    ? verifier.withCheckpoints(arguments.checkpoints())
                    : verifier.withCheckpoints(arguments.checkpoints(), key);
        }
        boolean fromInput = arguments.log().equals("-");
        Verification found = fromInput ? verifier.lines(in) : verifier.directory(Path.of(arguments.log()));
        if (found.streams().isEmpty() && found.isWhole()) {
            err.println("Not verified: there is no audit log "
                    + (fromInput ? "on standard input" : "in " + arguments.log()));
            return NOT_VERIFIED;
        }
        print(found, arguments);
        return found.isWhole() ? WHOLE : DAMAGED;
    }

    private void print(Verification found, Arguments arguments) {
        found.damages().forEach(out::println);
        long more = found.damageCount() - found.damages().size();
        if (more > 0) {
            out.println("and " + more + " more");
        }
        for (StreamVerification stream : found.streams()) {
            out.println(summary(stream, arguments));
        }
        out.println(found.isWhole() ? "whole" : "damaged: " + found.damageCount() + " bad places");
        if (arguments.checkpoints() == null) {
            out.println("not checked: whether the end was cut off or all was written anew, which needs --checkpoints");
            return;
        }
        for (StreamVerification stream : found.streams()) {
            if (stream.checkpoints() == 0) {
                out.println("not checked: whether the end of " + stream.stream()
                        + " was cut off or all was written anew, since no checkpoint of it fits");
            }
        }
        if (arguments.key() == null) {
            out.println("not checked: who made the checkpoints, which needs --public-key");
        }
    }

    private static String summary(StreamVerification stream, Arguments arguments) {
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
        if (arguments.checkpoints() != null) {
            text.append(", ").append(stream.checkpoints()).append(" checkpoints fit");
            if (stream.checkpointsBefore() > 0) {
                text.append(", ").append(stream.checkpointsBefore()).append(" are of removed lines");
            }
        }
        return text.toString();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return e.getMessage() + " is no such "
                    + (e instanceof NotDirectoryException ? "directory" : "file or directory");
        }
        return e instanceof AccessDeniedException
                ? e.getMessage() + " may not be read"
                : String.valueOf(e.getMessage());
    }

    /** What the command was told to do. */
    private record Arguments(
            String log,
            @Nullable Path checkpoints,
            @Nullable Path key) {

        /** Null when nobody can say what is meant. */
        static @Nullable Arguments parse(List<String> args) {
            Deque<String> rest = new ArrayDeque<>(args);
            if (!"verify".equals(rest.poll())) {
                return null;
            }
            String log = null;
            Path checkpoints = null;
            Path key = null;
            while (!rest.isEmpty()) {
                String next = rest.remove();
                if (next.equals("--checkpoints") && checkpoints == null && !rest.isEmpty()) {
                    checkpoints = Path.of(rest.remove());
                } else if (next.equals("--public-key") && key == null && !rest.isEmpty()) {
                    key = Path.of(rest.remove());
                } else if (log == null && !next.startsWith("--")) {
                    log = next;
                } else {
                    return null;
                }
            }
            return log == null || (key != null && checkpoints == null) ? null : new Arguments(log, checkpoints, key);
        }
    }
}
