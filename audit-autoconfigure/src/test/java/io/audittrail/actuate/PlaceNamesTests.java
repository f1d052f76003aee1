package io.audittrail.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNamesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /var/log/audit/sam.0000000000000001.jsonl: No space left | sam.0000000000000001.jsonl: No space left
                    The audit log in /var/log/audit has 3 MB left            | The audit log in audit has 3 MB left
                    expected by /mnt/a/sam.checkpoints:12 (2026-11-20)       | expected by sam.checkpoints:12 (2026-11-20)
                    C:\\audit\\sam.jsonl is gone                             | sam.jsonl is gone
                    '/srv/x.jsonl' and "/srv/y.jsonl" (/srv/z)               | 'x.jsonl' and "y.jsonl" (z)
                    read/write, and/or 3/4                                   | read/write, and/or 3/4
                    expected seq 3                                           | expected seq 3
                    """, quoteCharacter = '`')
    void namesStayAndPlacesGo(String text, String shown) {
        assertThat(PlaceNames.withoutDirectories(text)).isEqualTo(shown);
    }
}
