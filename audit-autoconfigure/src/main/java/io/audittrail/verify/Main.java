package io.audittrail.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/**
 * The command: {@code java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify DIRECTORY}, or {@code export}. Prints
 * every bad place (of many, the first), then a line for each stream, then the verdict.
 */
public final class Main {

    static final int WHOLE = 0;
    static final int DAMAGED = 1;
    static final int NOT_VERIFIED = 2;

    /** No exit status: what is meant is not clear. */
    static final int UNCLEAR = -1;

    private static final String USAGE = """
            Usage: java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify DIRECTORY [OPTIONS]
                   java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify FILE.zip [--public-key FILE]
                   java -cp audit-autoconfigure.jar io.audittrail.verify.Main export DIRECTORY FILE.zip [OPTIONS]

            verify checks the audit log in DIRECTORY, or what export wrote to FILE.zip; - reads lines from standard input
            instead, as mirror.format=line ships them. export writes FILE.zip, for somebody to take away.

              --checkpoints FILE   holds the log against these checkpoints, one a line
              --public-key FILE    requires that each checkpoint is signed; an Ed25519 public key, PEM or DER
              --from TIME          export: only files that can hold lines of this time or later ones,
              --to TIME            and of this time or earlier ones; times are like 2026-11-20T22:05:31Z

            Exit status: 0 the log is whole, 1 it is damaged, which export takes along too, 2 it could not be verified or
            exported.
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
        boolean isExport = !args.isEmpty() && args.get(0).equals("export");
        String failed = isExport ? "Not exported: " : "Not verified: ";
        try {
            int status = isExport ? export(args) : verify(args);
            if (status == UNCLEAR) {
                err.print(USAGE);
                return NOT_VERIFIED;
            }
            return status;
        } catch (IOException e) {
            err.println(failed + reason(e));
            return NOT_VERIFIED;
        } catch (RuntimeException | Error e) {
            err.println(failed + e); // Java's own exit status for it would say: damaged.
            return NOT_VERIFIED;
        }
    }

    private int verify(List<String> args) throws IOException {
        Arguments arguments = Arguments.parse("verify", args, 1, VerifyCommand.OPTIONS);
        return arguments == null ? UNCLEAR : new VerifyCommand(in, out).run(arguments);
    }

    private int export(List<String> args) throws IOException {
        Arguments arguments = Arguments.parse("export", args, 2, ExportCommand.OPTIONS);
        return arguments == null ? UNCLEAR : new ExportCommand(out).run(arguments);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return e.getMessage() + " is no such "
                    + (e instanceof NotDirectoryException ? "directory" : "file or directory");
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " is there already";
        }
        return e instanceof AccessDeniedException
                ? e.getMessage() + " may not be read or written"
                : String.valueOf(e.getMessage());
    }
}
