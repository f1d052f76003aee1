package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesPoolTests {

    private final LinesPool pool = new LinesPool();

    @Test
    void whatIsGivenBackIsLentAgain() {
        Lines lines = pool.take();

        pool.giveBack(lines);

        assertThat(pool.take()).isSameAs(lines);
        assertThat(pool.take()).isNotSameAs(lines);
    }

    @Test
    void noMoreIsKeptThanOnceNeeded() {
        List<Lines> lent = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> lent.add(pool.take()));

        lent.forEach(pool::giveBack);

        assertThat(pool.idle()).isEqualTo(64);
    }

    @Test
    void giantsAreNotKept() {
        Lines lines = pool.take();
        lines.buffer().append(new byte[1_000_000]);

        pool.giveBack(lines);

        assertThat(pool.idle()).isZero();
    }
}
