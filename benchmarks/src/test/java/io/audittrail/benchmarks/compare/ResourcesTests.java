package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTests {

    private final List<String> closed = new ArrayList<>();
    private final Resources resources = new Resources();

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        resources.add(() -> closed.add("server"));
        resources.add(() -> closed.add("children"));

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("children", "server");
    }

    @Test
    void whatCannotBeClosedLeavesTheOthersToBeClosed() {
        resources.add(() -> closed.add("server"));
        resources.add(() -> {
            throw new IOException("on purpose");
        });

        resources.close();

        assertThat(closed).containsExactly("server");
    }

    @Test
    void whatIsOpenedTooLateIsClosedAtOnce() {
        resources.close();

        assertThatThrownBy(() -> resources.add(() -> closed.add("late"))).isInstanceOf(IllegalStateException.class);

        assertThat(closed).containsExactly("late");
    }

    @Test
    void directoriesAreRemovedWithAllTheyHold(@TempDir Path scratch) throws IOException {
        Path directory = resources.newDirectory(scratch.resolve("target/scratch"));
        assertThat(directory).hasParent(scratch.resolve("target/scratch"));
        Files.writeString(Files.createDirectory(directory.resolve("one")).resolve("file"), "text");

        resources.close();

        assertThat(directory).doesNotExist();
    }
}
