package io.audittrail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.line.CheckpointText;
import io.audittrail.line.Digests;
import io.audittrail.verify.Command.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTests {

    @TempDir
    Path directory;

    @Test
    void aWholeLogIsZero() throws IOException {
        TestLog log = TestLog.small(directory);

        Ran ran = run("verify", directory.toString());

        assertThat(ran.status()).isEqualTo(Main.WHOLE);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .containsExactly(
                        "sam-web-1: 10 lines, seq 1 to 10, " + size(log) + " bytes, hash "
                                + log.head().hash(),
                        "whole",
                        "not checked: whether the end was cut off or all was written anew, which needs --checkpoints");
    }

    @Test
    void damageIsOneAndItsPlaceComesFirst() throws IOException {
        TestLog log = TestLog.small(directory);
        Files.writeString(log.file(1), Files.readString(log.file(1)).replace("\"entityId\":2", "\"entityId\":3"));

        Ran ran = run("verify", directory.toString());

        assertThat(ran.status()).isEqualTo(Main.DAMAGED);
        assertThat(ran.out().lines().findFirst().orElseThrow())
                .startsWith("sam-web-1.0000000000000004.jsonl:2 seq 5: wrong-hash: expected hash ");
        assertThat(ran.out()).contains("\ndamaged: 1 bad place\n");
    }

    @Test
    void standardInputIsReadForADash() throws IOException {
        TestLog log = TestLog.small(directory);
        String text = Files.readString(log.file(0)) + Files.readString(log.file(1));

        assertThat(run(TestLog.input(text), "verify", "-").status()).isEqualTo(Main.WHOLE);
        assertThat(run(TestLog.input(text + "x\n"), "verify", "-").status()).isEqualTo(Main.DAMAGED);
        Ran nothing = run(TestLog.input(""), "verify", "-");
        assertThat(nothing.status()).isEqualTo(Main.NOT_VERIFIED);
        assertThat(nothing.err()).isEqualTo("Not verified: there is no audit log on standard input\n");
    }

    @Test
    void aStreamWithoutCheckpointsIsNotTakenForChecked() throws IOException {
        TestLog.small(directory);
        Path checkpoints = Files.createFile(directory.resolve("checkpoints"));

        assertThat(run("verify", directory.toString(), "--checkpoints", checkpoints.toString())
                        .out())
                .contains("not checked: whether the end of sam-web-1 was cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "DER"})
    void signedCheckpointsAreChecked(String form) throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestLog log = TestLog.small(Files.createDirectory(directory.resolve("log")));
        Path checkpoints = TestLog.checkpoints(
                directory.resolve("checkpoints"), CheckpointText.sign(log.head(), keys.getPrivate()));
        Path key = directory.resolve("key");
        if (form.equals("PEM")) {
            Files.writeString(key, pem("PUBLIC KEY", keys.getPublic()));
        } else {
            Files.write(key, keys.getPublic().getEncoded());
        }
        String[] args = {
            "verify", directory + "/log", "--checkpoints", checkpoints.toString(), "--public-key", key.toString()
        };

        Ran ran = run(args);

        assertThat(ran.status()).isEqualTo(Main.WHOLE);
        assertThat(ran.out()).contains(", 1 checkpoints fit\nwhole\n").doesNotContain("not checked");
        Ran unsigned = run(Arrays.copyOf(args, 4));
        assertThat(unsigned.status()).isEqualTo(Main.WHOLE);
        assertThat(unsigned.out()).endsWith("not checked: who made the checkpoints, which needs --public-key\n");

        TestLog.checkpoints(checkpoints, log.head());
        Ran refused = run(args);
        assertThat(refused.status()).isEqualTo(Main.DAMAGED);
        assertThat(refused.out()).startsWith(checkpoints + ":1 seq 10: wrong-signature: ");
    }

    @Test
    void aKeyThatDoesNotServeIsSaid() throws IOException, GeneralSecurityException {
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(withKey(pem(
                        "PUBLIC KEY",
                        KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic())))
                .endsWith("key holds a key for RSA; checkpoints are signed with Ed25519\n");
        assertThat(withKey(pem(
                        "PUBLIC KEY",
                        KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic())))
                .endsWith("key holds a key for EC; checkpoints are signed with Ed25519\n");
        assertThat(withKey(pem(
                        "PUBLIC KEY",
                        KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic())))
                .endsWith("key holds a key for EdDSA; checkpoints are signed with Ed25519\n");
        assertThat(withKey(pem("PRIVATE KEY", ed25519.getPrivate())))
                .contains("key holds a private key, which belongs to the one who signs")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(ed25519.getPrivate().getEncoded()));
        assertThat(withKey("hello")).contains("key holds no Ed25519 public key");
        assertThat(withKey(pem("PUBLIC KEY", ed25519.getPublic()).replace("M", "=")))
                .startsWith("Not verified: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verify",
                "check DIR",
                "DIR",
                "verify DIR DIR",
                "verify DIR --checkpoints",
                "verify DIR --public-key DIR",
                "verify DIR --unknown",
                "verify DIR --checkpoints DIR --checkpoints DIR",
                "verify DIR --from 2026-11-20T10:00:00Z",
                "export",
                "export DIR",
                "export DIR DIR/x.zip DIR",
                "export DIR DIR/x.zip --from",
                "export DIR DIR/x.zip --public-key DIR",
                "export DIR DIR/x.zip --unknown DIR",
                "--help"
            })
    void whatCannotBeMeantIsTwoAndShowsTheUsage(String line) throws IOException {
        TestLog.small(directory);

        Ran ran = run(Stream.of(line.replace("DIR", directory.toString()).split(" "))
                .filter(arg -> !arg.isEmpty())
                .toArray(String[]::new));

        assertThat(ran.status()).isEqualTo(Main.NOT_VERIFIED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("Usage: java -cp audit-autoconfigure.jar io.audittrail.verify.Main verify");
    }

    @Test
    void whatCannotBeReadIsTwo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        TestLog.small(Files.createDirectory(directory.resolve("log")));

        assertThat(run("verify", directory + "/none"))
                .isEqualTo(new Ran(2, "", "Not verified: " + directory + "/none is no such file or directory\n"));
        assertThat(run("verify", file.toString()))
                .isEqualTo(new Ran(2, "", "Not verified: " + file + " is no such directory\n"));
        assertThat(run("verify", directory.toString()))
                .isEqualTo(new Ran(2, "", "Not verified: there is no audit log in " + directory + "\n"));
        assertThat(run("verify", directory + "/log", "--checkpoints", directory + "/none"))
                .isEqualTo(new Ran(2, "", "Not verified: " + directory + "/none: no such file\n"));
        assertThat(run("verify", directory + "/log", "--checkpoints", directory.toString()))
                .isEqualTo(new Ran(2, "", "Not verified: " + directory + ": no plain file\n"));
        assertThat(run("verify", directory + "/log", "--checkpoints", file.toString(), "--public-key", "/none/key"))
                .isEqualTo(new Ran(2, "", "Not verified: /none/key is no such file or directory\n"));
        assertThat(run("verify", "\0").status()).isEqualTo(2);
    }

    @Test
    void theCommandNeedsTheJdkAndOurClassesAlone() throws Exception {
        TestLog log = TestLog.small(directory).compress(0);
        Files.delete(log.file(0));
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path checkpoints =
                TestLog.checkpoints(directory.resolve("c"), CheckpointText.sign(log.head(), keys.getPrivate()));
        Path key = Files.writeString(directory.resolve("k"), pem("PUBLIC KEY", keys.getPublic()));
        List<String> args = List.of(
                "verify",
                directory.toString(),
                "--checkpoints",
                checkpoints.toString(),
                "--public-key",
                key.toString());

        Ran whole = Command.run(List.of(), args);
        Files.writeString(log.file(2), "x");
        Ran damaged = Command.run(List.of(), args);
        Ran confused = Command.run(List.of(), List.of());

        assertThat(whole.err()).isEmpty();
        assertThat(whole.out())
                .contains("sam-web-1: 10 lines")
                .contains("1 checkpoints fit")
                .contains("\nwhole\n");
        assertThat(whole.status()).isZero();
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(confused.status()).isEqualTo(2);
    }

    @Test
    void whatExportWritesIsVerified() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestLog log = TestLog.small(Files.createDirectory(directory.resolve("log")));
        Path checkpoints =
                TestLog.checkpoints(directory.resolve("c"), CheckpointText.sign(log.head(), keys.getPrivate()));
        Path key = Files.writeString(directory.resolve("k"), pem("PUBLIC KEY", keys.getPublic()));
        String zip = directory + "/evidence.zip";
        String head = log.head().hash();

        Ran exported = run(
                "export",
                directory + "/log",
                "--from",
                "2026-11-20T00:00:00Z",
                zip,
                "--checkpoints",
                checkpoints.toString(),
                "--public-key",
                key.toString());
        Ran verified = run("verify", zip);
        Ran withKey = run("verify", zip, "--public-key", key.toString());

        assertThat(exported.err()).isEmpty();
        assertThat(exported.status()).isEqualTo(Main.WHOLE);
        assertThat(exported.out())
                .isEqualTo("sam-web-1: 10 lines, seq 1 to 10, " + size(log) + " bytes, hash " + head
                        + ", 1 checkpoints fit\nwhole\nwritten to " + zip + "\n");
        assertThat(verified.status()).isEqualTo(Main.WHOLE);
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out().lines().toList())
                .startsWith(
                        "sam-web-1: 10 lines, seq 1 to 10, " + size(log) + " bytes, hash " + head
                                + ", 1 checkpoints fit",
                        "whole")
                .endsWith(
                        "not checked: what report.json says of all of the log: whole",
                        "not checked: who made the checkpoints, which needs --public-key; the SHA-256 of the key in it is "
                                + Digests.of(keys.getPublic().getEncoded()));
        assertThat(withKey.status()).isEqualTo(Main.WHOLE);
        assertThat(withKey.out()).doesNotContain("who made the checkpoints");
    }

    @Test
    void whatWasLeftOutIsSaid() throws IOException {
        Path place = Files.createDirectory(directory.resolve("log"));
        Instant at = Instant.parse("2026-11-20T10:00:00Z");
        TestLog log = new TestLog(place).at(at).segment().control("started", Map.of());
        log.at(at.plusSeconds(60))
                .segment()
                .record(1)
                .at(at.plusSeconds(120))
                .segment()
                .written();
        Files.writeString(log.file(0), "x\n", StandardOpenOption.APPEND);
        String zip = directory + "/evidence.zip";

        Ran exported =
                run("export", place.toString(), zip, "--from", "2026-11-20T10:01:00Z", "--to", "2026-11-20T10:01:00Z");
        Ran verified = run("verify", zip);

        assertThat(exported.status()).isEqualTo(Main.DAMAGED);
        assertThat(exported.out()).contains("\nwhole\nall of the log: damaged: 1 bad place\nwritten to ");
        assertThat(verified.status()).isEqualTo(Main.WHOLE);
        assertThat(verified.out().lines().skip(3))
                .containsExactly(
                        "not checked: what sam-web-1 holds before seq 3, which was left out",
                        "not checked: what sam-web-1 holds behind seq 4, which was left out",
                        "not checked: 1 lines of policies.jsonl, which are of files that were left out",
                        "not checked: what report.json says of all of the log: damaged: 1 bad place",
                        "not checked: whether the end of sam-web-1 was cut off or all was written anew, since no"
                                + " checkpoint of it fits");
        assertThat(verified.out()).contains(", asked for 2026-11-20T10:01:00Z to 2026-11-20T10:01:00Z\n");
    }

    @Test
    void whatCannotBeExportedIsTwo() throws IOException {
        TestLog.small(Files.createDirectory(directory.resolve("log")));
        String log = directory + "/log";
        String zip = directory + "/evidence.zip";

        assertThat(run("export", directory + "/none", zip))
                .isEqualTo(new Ran(2, "", "Not exported: " + directory + "/none is no such file or directory\n"));
        assertThat(run("export", directory.toString(), zip))
                .isEqualTo(new Ran(2, "", "Not exported: there is no audit log in " + directory + "\n"));
        assertThat(run("export", log, log)).isEqualTo(new Ran(2, "", "Not exported: " + log + " is there already\n"));
        assertThat(run("export", log, directory + "/none/x.zip").err())
                .startsWith("Not exported: " + directory + "/none");
        assertThat(run("export", log, zip, "--from", "yesterday"))
                .isEqualTo(new Ran(2, "", "Not exported: --from yesterday is no time like 2026-11-20T22:05:31Z\n"));
        assertThat(run("export", log, zip, "--from", "2026-11-21T00:00:00Z", "--to", "2026-11-20T00:00:00Z"))
                .isEqualTo(
                        new Ran(2, "", "Not exported: from 2026-11-21T00:00:00Z is after to 2026-11-20T00:00:00Z\n"));
        assertThat(run("export", log, zip, "--to", "2020-01-01T00:00:00Z").err())
                .startsWith("Not exported: no segment in ");
        assertThat(Path.of(zip)).doesNotExist();
        assertThat(run("export", log, zip).status()).isZero();
        Path key = Files.writeString(directory.resolve("k"), "x");
        assertThat(run("verify", zip, "--public-key", key.toString()).err())
                .startsWith("Not verified: " + key + " holds no Ed25519 public key");
        assertThat(run("verify", zip, "--checkpoints", zip).err()).startsWith("Usage: ");
    }

    @Test
    void aKeyNeedsCheckpointsThatItCouldHaveSigned() throws IOException, GeneralSecurityException {
        TestLog.small(Files.createDirectory(directory.resolve("log")));
        String zip = directory + "/evidence.zip";
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = Files.writeString(directory.resolve("k"), pem("PUBLIC KEY", keys.getPublic()));
        run("export", directory + "/log", zip);

        assertThat(run("verify", zip, "--public-key", key.toString()))
                .isEqualTo(new Ran(
                        2, "", "Not verified: there are no checkpoints in " + zip + " that a key could have signed\n"));
    }

    @Test
    void evidenceNeedsTheJdkAndOurClassesAlone() throws Exception {
        Path log = Files.createDirectory(directory.resolve("log"));
        VerifySpeed.write(log, 20_000_000);
        String zip = directory + "/evidence.zip";

        Ran exported = Command.run(List.of("-Xmx16m"), List.of("export", log.toString(), zip));
        Ran verified = Command.run(List.of("-Xmx16m"), List.of("verify", zip));
        try (RandomAccessFile file = new RandomAccessFile(zip, "rw")) {
            file.seek(file.length() / 2);
            int b = file.read();
            file.seek(file.length() / 2);
            file.write(b ^ 16);
        }
        Ran flipped = Command.run(List.of("-Xmx16m"), List.of("verify", zip));

        assertThat(exported.err()).isEmpty();
        assertThat(exported.status()).isZero();
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out()).contains("\nwhole\n");
        assertThat(verified.status()).isZero();
        assertThat(flipped.err()).isEmpty();
        assertThat(flipped.out())
                .startsWith("evidence.zip: wrong-digest: ")
                .contains("speed.0000000000000001.jsonl: wrong-digest: ");
        assertThat(flipped.status()).isEqualTo(1);
    }

    private String withKey(String text) throws IOException {
        TestLog log = TestLog.small(directory);
        Path checkpoints = TestLog.checkpoints(directory.resolve("checkpoints"), log.head());
        Path key = Files.writeString(directory.resolve("key"), text);
        Ran ran = run(
                "verify",
                directory.toString(),
                "--checkpoints",
                checkpoints.toString(),
                "--public-key",
                key.toString());
        assertThat(ran.status()).isEqualTo(Main.NOT_VERIFIED);
        assertThat(ran.out()).isEmpty();
        return ran.err();
    }

    private static long size(TestLog log) throws IOException {
        return Files.size(log.file(0)) + Files.size(log.file(1)) + Files.size(log.file(2));
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + what
                + "-----\n";
    }

    private static Ran run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    private static Ran run(InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Main(in, print(out), print(err)).run(List.of(args));
        return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
