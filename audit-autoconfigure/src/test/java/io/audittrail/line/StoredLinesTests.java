package io.audittrail.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.Change;
import io.audittrail.ChangeRecord;
import io.audittrail.ChangeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredLinesTests {

    @Test
    void thereIsRoomForAllLinesFromTheBeginning() {
        ChangeSet large = Records.set(IntStream.range(0, 5_000)
                .mapToObj(i -> Records.update(i, new Change("title", "Old", "New")))
                .toArray(ChangeRecord[]::new));
        Lines encoded = new Lines(1024);
        assertThat(StoredLines.encode(large, 0, Integer.MAX_VALUE, encoded)).isEqualTo(5_000);
        byte[] stored = StoredLines.bytes(encoded);

        StoredLines lines = new StoredLines("a-stream-with-a-name");
        Lines restored = new Lines(1024);
        lines.begin(stored, stored.length, 5_000, restored);
        byte[] room = restored.buffer().array();
        lines.restore(stored, n -> false, restored);

        assertThat(restored.count()).isEqualTo(5_000);
        assertThat(restored.buffer().array()).isSameAs(room);
        assertThat(restored.buffer().capacity()).isLessThan(restored.buffer().length() + 8 * 1024);
    }
}
