package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.benchmarks.application.Login;
import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTests {

    private static final Options STANDARD = Options.standard(Path.of("results"), 7);

    @Test
    void withoutAWordEverythingIsMeasuredInTenMinutes() throws UsageException {
        Options options = parse();

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.databases()).containsExactlyInAnyOrder(Database.values());
        assertThat(options.workloads()).containsExactlyInAnyOrder(Workload.values());
        assertThat(options.contenders()).containsExactlyInAnyOrder(Contender.values());
        assertThat(options.given()).isNull();
        assertThat(options.seed()).isEqualTo(7);
    }

    @Test
    void noneAndItsTwinAlwaysTakePart() throws UsageException {
        assertThat(parse("--contenders", "envers,fsync-group").contenders())
                .containsExactlyInAnyOrder(
                        Contender.NONE, Contender.NONE_AGAIN, Contender.ENVERS, Contender.FSYNC_GROUP);
    }

    @Test
    void eachOptionSaysItsPart() throws UsageException {
        Options options = parse(
                "--minutes",
                "3",
                "--databases",
                "h2, postgres-sync",
                "--workloads",
                "w2",
                "--results",
                "here",
                "--seed",
                "-5",
                "--postgres",
                "jdbc:postgresql://db/postgres",
                "me",
                "secret");

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.databases()).containsExactlyInAnyOrder(Database.H2, Database.POSTGRES_SYNC);
        assertThat(options.workloads()).containsExactly(Workload.W2);
        assertThat(options.results()).isEqualTo(Path.of("here"));
        assertThat(options.seed()).isEqualTo(-5);
        assertThat(options.given()).isEqualTo(new Login("jdbc:postgresql://db/postgres", "me", "secret"));
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThatThrownBy(() -> parse("--minuets", "3")).hasMessage("There is no option --minuets.");
        assertThatThrownBy(() -> parse("--minutes")).hasMessage("The option --minutes lacks a value.");
        assertThatThrownBy(() -> parse("--minutes", "0"))
                .hasMessage("The option --minutes takes a whole number, not \"0\".");
        assertThatThrownBy(() -> parse("--databases", "h2,oracle"))
                .hasMessage("The option --databases knows no \"oracle\", only h2, postgres-async, postgres-sync.");
        assertThatThrownBy(() -> parse("--postgres", "jdbc:postgresql://db/postgres", "--seed", "1"))
                .hasMessage("The option --postgres lacks a value.");
    }

    @Test
    void eachChildGetsADatabaseOfItsOwnOnAGivenServer() throws UsageException {
        assertThat(Postgres.withDatabase("jdbc:postgresql://db:5433/postgres?ssl=true", "one"))
                .isEqualTo("jdbc:postgresql://db:5433/one?ssl=true");
        assertThat(Postgres.withDatabase("jdbc:postgresql://db/", "one")).isEqualTo("jdbc:postgresql://db/one");
        assertThatThrownBy(() -> Postgres.withDatabase("jdbc:h2:mem:x", "one"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("jdbc:postgresql://host:port/database");
    }

    private static Options parse(String... arguments) throws UsageException {
        return Options.parse(List.of(arguments), STANDARD);
    }
}
