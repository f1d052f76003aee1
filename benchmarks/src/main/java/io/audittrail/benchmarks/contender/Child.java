package io.audittrail.benchmarks.contender;

import io.audittrail.benchmarks.application.Login;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One contender in a JVM of its own, which does what it is told on its standard input: {@code begin W2}, {@code set
 * synchronous_commit on}, {@code slice 300}, {@code count 200}, {@code storage}, {@code check}.
 */
public final class Child {

    private Child() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("Expected: contender, h2 or JDBC URL, user, password, directory for what it writes");
            System.exit(2);
        }
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // Whoever prints does not get into the answers.
        Contender contender = Contender.valueOf(arguments[0]);
        Login database = Login.of(arguments[1], arguments[2], arguments[3]);
        try (Bench bench = new Bench(Application.start(contender, database, Path.of(arguments[4])));
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            new Conversation(bench).hold(commands, answers);
        }
    }
}
