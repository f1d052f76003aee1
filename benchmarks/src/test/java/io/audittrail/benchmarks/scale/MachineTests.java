package io.audittrail.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTests {

    @Test
    void theModelIsNamedOnce() {
        assertThat(Machine.model(List.of("processor\t: 0", "model name\t: Some CPU", "model name\t: Some CPU")))
                .isEqualTo("Some CPU");
    }

    @Test
    void aProcessorWithoutAModelIsSaidToBeUnknown() {
        assertThat(Machine.model(List.of("processor\t: 0"))).isEqualTo("of a model that is not known");
    }
}
