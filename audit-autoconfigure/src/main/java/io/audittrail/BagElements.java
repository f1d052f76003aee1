package io.audittrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a collection without order. What is added and taken away again, or the other way round, is nothing. */
record BagElements(List<@Nullable Object> added, List<@Nullable Object> removed) implements Elements {

    static final BagElements NONE = new BagElements(List.of(), List.of());

    BagElements {
        added = Collections.unmodifiableList(added);
        removed = Collections.unmodifiableList(removed);
    }

    @Override
    public List<Change> changed() {
        return List.of();
    }

    @Override
    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty();
    }

    @Override
    public Elements then(Elements later) {
        if (isNone()) {
            return later;
        }
        return later instanceof MapElements && MapElements.isOfEntries(this)
                ? MapElements.of(this).then(later)
                : net(this, later);
    }

    /** Whatever the two are, as if there were no order. */
    static BagElements net(Elements first, Elements later) {
        List<@Nullable Object> added = Sameness.without(first.added(), later.removed());
        added.addAll(Sameness.without(later.added(), first.removed()));
        List<@Nullable Object> removed = Sameness.without(first.removed(), later.added());
        removed.addAll(Sameness.without(later.removed(), first.added()));
        return new BagElements(new ArrayList<>(added), new ArrayList<>(removed));
    }
}
