package io.audittrail.benchmarks.scale;

import io.audittrail.benchmarks.figures.Figure;
import io.audittrail.benchmarks.scale.ManyChanges.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a change costs in a transaction of one, and in one of a hundred thousand. */
final class TransactionScale implements Measurement {

    private static final int SMALLEST_HEAP = 32;
    private static final int LARGEST_HEAP = 1_024;
    private static final int HEAP_STEP = 16;
    private static final int LEAST_TO_WEIGH = 1_000;

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("sizes", "1,10,100,1000,10000,100000");
        options.put("heap", "1g");
        options.put("import", "100000");
        return options;
    }

    @Override
    public String measure(Options options) throws Exception {
        List<Object> words = new ArrayList<>(options.numbers("sizes"));
        List<String> table = Child.CHANGES.ask(options.text("heap"), words.toArray());
        if (table.isEmpty()) {
            throw new IllegalStateException("It could not be measured with a heap of " + options.text("heap"));
        }
        StringBuilder text = new StringBuilder(String.join("\n", table)).append("\n\n");
        text.append(held(options)).append('\n');
        int size = options.number("import");
        if (size > 0) {
            int audited = smallestHeap(true, size);
            int plain = smallestHeap(false, size);
            text.append(
                    ("The smallest heap in which a transaction of %s creations comes through, flushed and cleared every"
                                    + " %d, the database in it, is %d MB with auditing and %d MB without: %s KB a change, at its"
                                    + " peak, which is after the commit.")
                            .formatted(
                                    Table.count(size),
                                    ManyChanges.FLUSH_EVERY,
                                    audited,
                                    plain,
                                    Figure.of((audited - plain) * 1024.0 / size)));
        }
        return text.toString();
    }

    /** What a small one holds is lost in what the collector leaves. */
    private static Table held(Options options) throws Exception {
        List<Integer> sizes = options.numbers("sizes").stream()
                .filter(size -> size >= LEAST_TO_WEIGH)
                .toList();
        List<List<String>> columns = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<String> audited = held(true, kind, sizes, options.text("heap"));
            List<String> plain = held(false, kind, sizes, options.text("heap"));
            columns.add(IntStream.range(0, sizes.size())
                    .mapToObj(i -> (Long.parseLong(audited.get(i)) - Long.parseLong(plain.get(i))) / sizes.get(i))
                    .map(bytes -> Table.count(bytes) + " B")
                    .toList());
        }
        Table table = new Table("Kept per change until the commit, of", Kind.UPDATE.title(), Kind.CREATE.title());
        for (int i = 0; i < sizes.size(); i++) {
            table.row(
                    Table.count(sizes.get(i)),
                    columns.get(0).get(i),
                    columns.get(1).get(i));
        }
        return table;
    }

    private static List<String> held(boolean isAudited, Kind kind, List<Integer> sizes, String heap) throws Exception {
        List<Object> words = new ArrayList<>(List.of(isAudited, kind));
        words.addAll(sizes);
        List<String> answer = Child.HELD.ask(heap, words.toArray());
        if (answer.size() != sizes.size()) {
            throw new IllegalStateException("It could not be weighed with a heap of " + heap);
        }
        return answer;
    }

    /** In MB, in steps of some. */
    private static int smallestHeap(boolean audited, int changes) throws Exception {
        int tooSmall = SMALLEST_HEAP;
        int enough = LARGEST_HEAP;
        while (enough - tooSmall > HEAP_STEP) {
            int heap = (tooSmall + enough) / 2 / HEAP_STEP * HEAP_STEP;
            boolean passes = !Child.IMPORT.ask(heap + "m", audited, changes).isEmpty();
            tooSmall = passes ? tooSmall : heap;
            enough = passes ? heap : enough;
        }
        if (enough == LARGEST_HEAP) {
            throw new IllegalStateException(
                    "A transaction of " + changes + " changes needs a heap of " + LARGEST_HEAP + " MB or more");
        }
        return enough;
    }
}
