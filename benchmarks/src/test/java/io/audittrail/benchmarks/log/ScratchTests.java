package io.audittrail.benchmarks.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTests {

    @TempDir
    private Path parent;

    @BeforeEach
    void choose() {
        System.setProperty(Scratch.PARENT, parent.resolve("new").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(Scratch.PARENT);
    }

    @Test
    void isOnTheDiskOfTheRepositoryUnlessSomebodySaysOtherwise() throws IOException {
        assertThat(Scratch.usual(Path.of("root"))).isEqualTo(Path.of("root/benchmarks/target/scratch"));

        try (Scratch scratch = Scratch.create()) {
            assertThat(scratch.path()).isDirectory().hasParent(parent.resolve("new"));
        }
    }

    @Test
    void isRemovedWithWhatIsInIt() throws IOException {
        Scratch scratch = Scratch.create();
        Files.writeString(Files.createDirectory(scratch.path().resolve("some")).resolve("file"), "text");

        scratch.close();

        assertThat(scratch.path()).doesNotExist();
    }

    @Test
    void anOwnerMayHaveOneThatStaysUntilItIsClosed() throws IOException {
        Scratch scratch = Scratch.create();
        try (Scratch owned = Scratch.owned()) {
            Scratch.closeAll();

            assertThat(scratch.path()).doesNotExist();
            assertThat(owned.path()).isDirectory();
        }
    }

    @Test
    void whoeverWorksInOneIsClosedBeforeItIsRemoved() throws IOException {
        Scratch scratch = Scratch.create();
        List<String> found = new ArrayList<>();
        AutoCloseable server =
                Scratch.begin(() -> () -> found.add(Files.isDirectory(scratch.path()) ? "there" : "removed"));

        Scratch.closeAll();

        assertThat(server).isNotNull();
        assertThat(found).containsExactly("there");
        assertThat(scratch.path()).doesNotExist();
    }

    @Test
    void theNextOneRemovesWhatAKilledJvmHasLeft() throws IOException {
        Path left = Files.createDirectories(parent.resolve("new/scratch-999999999999-1"));
        Files.writeString(left.resolve("file"), "text");
        Path others = Files.createDirectories(
                parent.resolve("new/scratch-" + ProcessHandle.current().pid() + "-1"));
        Path foreign = Files.createDirectories(parent.resolve("new/else"));

        Scratch.create().close();

        assertThat(left).doesNotExist();
        assertThat(others).isDirectory();
        assertThat(foreign).isDirectory();
    }

    @Test
    void theFileSystemHasAName() throws IOException {
        assertThat(Scratch.fileSystem()).isEqualTo(Files.getFileStore(parent).type());
    }
}
