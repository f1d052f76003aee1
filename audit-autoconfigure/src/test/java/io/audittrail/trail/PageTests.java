package io.audittrail.trail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.audittrail.AuditQuery;
import io.audittrail.BadCursorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one page ends and the next goes on. */
class PageTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1 newest\n../sam 1 1", "1 newest\nsam 1", "1 newest\nsam 12345678901234567 1", "2 newest"})
    void whatIsNoCursorIsRefusedAsSuch(String text) {
        String cursor = Base64.getUrlEncoder().encodeToString((text + " ").getBytes(StandardCharsets.US_ASCII));
        assertRefused(AuditQuery.all().after(cursor));
    }

    @Test
    void aCursorOfTheOtherOrderIsRefused() throws IOException {
        new WrittenLog(directory, "sam").record(1, "a").record(2, "b").write();
        String next =
                Objects.requireNonNull(trail().find(AuditQuery.all().limit(1)).next());
        assertRefused(AuditQuery.all().oldestFirst().after(next));
    }

    private void assertRefused(AuditQuery query) {
        assertThatThrownBy(() -> trail().find(query)).isInstanceOf(BadCursorException.class);
        assertThatThrownBy(() -> trail().stream(query)).isInstanceOf(BadCursorException.class);
    }

    private FileAuditTrail trail() {
        return new FileAuditTrail(directory);
    }
}
