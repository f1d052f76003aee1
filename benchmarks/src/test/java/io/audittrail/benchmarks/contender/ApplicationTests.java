package io.audittrail.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.benchmarks.application.Login;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTests {

    private static final Login H2 = Login.of("h2", "", "");

    @TempDir
    Path scratch;

    @Test
    void oursIsNotThereUnnoticed() {
        Wiring notOff = new Wiring(NoneConfiguration.class, List.of(), Set.of());

        assertThatThrownBy(() -> Application.start(notOff, H2, scratch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.audittrail.hibernate");
    }

    @Test
    void enversIsNotThereUnnoticed() {
        Wiring notOff = new Wiring(EnversConfiguration.class, List.of("audit.enabled=false"), Set.of());

        assertThatThrownBy(() -> Application.start(notOff, H2, scratch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.hibernate.envers");
    }

    @Test
    void aContenderIsNotMissingUnnoticed() {
        Wiring off =
                new Wiring(NoneConfiguration.class, List.of("audit.enabled=false"), Set.of("io.audittrail.hibernate"));

        assertThatThrownBy(() -> Application.start(off, H2, scratch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are by []");
    }

    @Test
    void aTriggerIsRefusedOnH2() {
        assertThatThrownBy(() -> Application.start(Contender.TRIGGER, H2, scratch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PostgreSQL only");
    }
}
