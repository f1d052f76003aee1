package io.audittrail.trail;

import io.audittrail.AuditTrail;
import io.audittrail.ChangeSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class FileTrailTests extends AuditTrailContract {

    private final List<ChangeSet> written = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @Override
    AuditTrail trail() {
        return new FileAuditTrail(directory);
    }

    @Override
    void write(ChangeSet changes) throws IOException {
        written.add(changes);
        WrittenLog log = new WrittenLog(directory, "test");
        written.forEach(log::changes);
        log.write();
    }
}
