package io.audittrail.benchmarks.compare;

import io.audittrail.benchmarks.contender.Contender;
import io.audittrail.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order the contenders have their slices, anew in each round, and how long those are. Neither repeats itself, so
 * that what else goes on at intervals does not always meet the same one. The same seed gives the same order.
 */
final class Order {

    private static final int SHORTEST = 250;
    private static final int LONGEST = 350;

    private final Random random;

    /** One contender's slice of a round. */
    record Turn(Contender contender, int millis) {}

    Order(long seed, Database database, Workload workload) {
        this.random = new Random(seed ^ (database.id() + workload.name()).hashCode());
    }

    List<Turn> round(Collection<Contender> contenders) {
        List<Contender> shuffled = new ArrayList<>(contenders);
        Collections.sort(shuffled);
        Collections.shuffle(shuffled, random);
        return shuffled.stream()
                .map(contender -> new Turn(contender, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1)))
                .toList();
    }
}
