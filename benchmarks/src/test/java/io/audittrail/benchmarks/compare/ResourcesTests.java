package io.audittrail.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
