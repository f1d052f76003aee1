package io.audittrail.benchmarks.log;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests of what makes scratch directories: they are made in one that goes with the test. */
public abstract class TemporaryScratch {

    @TempDir
    protected Path parent;

    @BeforeEach
    protected void chooseParent() {
        System.setProperty(Scratch.PARENT, parent.toString());
    }

    @AfterEach
    protected void forgetParent() {
        System.clearProperty(Scratch.PARENT);
    }
}
