package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineBufferTests {

    @Test
    void aGiantHoldsAtMostAQuarterMoreThanItNeeds() {
        LineBuffer buffer = new LineBuffer(1024);
        byte[] line = new byte[800];
        for (int i = 0; i < 50_000; i++) {
            buffer.append(line);
            assertThat(buffer.capacity())
                    .isLessThanOrEqualTo(Math.max(2 * 1024 * 1024, buffer.length() / 4 * 5 + line.length));
        }
    }
}
